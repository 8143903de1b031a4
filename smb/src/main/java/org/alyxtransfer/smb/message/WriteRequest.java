package org.alyxtransfer.smb.message;

import io.netty.buffer.ByteBuf;

/**
 * Writes to a file (2.2.21). The body here is the fixed part only: the caller places the {@code length} bytes of payload
 * right behind it, at {@link #DATA_OFFSET} from the header's first byte.
 */
public record WriteRequest(FileId id, long offset, int length) implements Request {
    public static final int FIXED_BYTES = 48;
    public static final int DATA_OFFSET = Header.BYTES + FIXED_BYTES;

    public WriteRequest {
        if (offset < 0 || length < 0) {
            throw new IllegalArgumentException("write of " + length + " bytes at " + offset);
        }
    }

    @Override
    public Command command() {
        return Command.WRITE;
    }

    @Override
    public int creditCharge() {
        return Request.creditCharge(length);
    }

    @Override
    public int bodyBytes() {
        return FIXED_BYTES;
    }

    @Override
    public void writeTo(ByteBuf out) {
        out.writeShortLE(49);
        out.writeShortLE(DATA_OFFSET);
        out.writeIntLE(length);
        out.writeLongLE(offset);
        id.writeTo(out);
        out.writeIntLE(0); // channel
        out.writeIntLE(0);
        out.writeIntLE(0);
        out.writeIntLE(0); // flags: not written through
    }
}
