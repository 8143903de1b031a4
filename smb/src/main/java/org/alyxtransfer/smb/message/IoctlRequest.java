package org.alyxtransfer.smb.message;

import io.netty.buffer.ByteBuf;

/**
 * Asks for what has no command of its own (2.2.31).
 *
 * @param code      of {@link ControlCode}
 * @param id        {@link FileId#RELATED} where no file is meant
 * @param maxOutput the most bytes that the answer may carry
 */
@SuppressWarnings("ArrayRecordComponent") // bytes on their way to or from a buffer; nobody compares them
public record IoctlRequest(int code, FileId id, byte[] input, int maxOutput) implements Request {
    private static final int FIXED = 56;
    private static final int IS_FSCTL = 0x1;

    public IoctlRequest {
        if (maxOutput < 0) {
            throw new IllegalArgumentException("an answer of at most " + maxOutput + " bytes");
        }
    }

    @Override
    public Command command() {
        return Command.IOCTL;
    }

    @Override
    public int creditCharge() {
        return Request.creditCharge(Math.max(input.length, maxOutput));
    }

    @Override
    public int bodyBytes() {
        return FIXED + Math.max(1, input.length);
    }

    @Override
    public void writeTo(ByteBuf out) {
        out.writeShortLE(57);
        out.writeShortLE(0);
        out.writeIntLE(code);
        id.writeTo(out);
        out.writeIntLE(Header.BYTES + FIXED);
        out.writeIntLE(input.length);
        out.writeIntLE(0); // most input to come back: none
        out.writeIntLE(0); // no output in a request
        out.writeIntLE(0);
        out.writeIntLE(maxOutput);
        out.writeIntLE(IS_FSCTL);
        out.writeIntLE(0);
        out.writeBytes(input);
        out.writeZero(bodyBytes() - FIXED - input.length);
    }
}
