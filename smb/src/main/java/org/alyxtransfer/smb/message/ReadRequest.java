package org.alyxtransfer.smb.message;

import io.netty.buffer.ByteBuf;

/**
 * Reads from a file (2.2.19).
 *
 * @param length bytes wanted, at most the server's largest read
 */
public record ReadRequest(FileId id, long offset, int length) implements Request {
    private static final int DATA_OFFSET = Header.BYTES + ReadResponse.FIXED_BYTES; // where the answer's data should be

    public ReadRequest {
        if (offset < 0 || length < 0) {
            throw new IllegalArgumentException("read of " + length + " bytes at " + offset);
        }
    }

    @Override
    public Command command() {
        return Command.READ;
    }

    @Override
    public int creditCharge() {
        return Request.creditCharge(length);
    }

    @Override
    public int bodyBytes() {
        return 49;
    }

    @Override
    public void writeTo(ByteBuf out) {
        out.writeShortLE(49);
        out.writeByte(DATA_OFFSET);
        out.writeByte(0);
        out.writeIntLE(length);
        out.writeLongLE(offset);
        id.writeTo(out);
        out.writeIntLE(0); // no minimum: fewer bytes are no error
        out.writeIntLE(0); // channel
        out.writeIntLE(0);
        out.writeIntLE(0);
        out.writeByte(0); // the buffer, which is never empty
    }
}
