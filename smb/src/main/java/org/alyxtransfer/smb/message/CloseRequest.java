package org.alyxtransfer.smb.message;

import io.netty.buffer.ByteBuf;

/**
 * Closes a file (2.2.15).
 *
 * @param withAttributes whether the answer is to say what the file is like after it
 */
public record CloseRequest(FileId id, boolean withAttributes) implements Request {
    private static final int POSTQUERY_ATTRIBUTES = 0x1;

    @Override
    public Command command() {
        return Command.CLOSE;
    }

    @Override
    public int bodyBytes() {
        return 24;
    }

    @Override
    public void writeTo(ByteBuf out) {
        out.writeShortLE(24);
        out.writeShortLE(withAttributes ? POSTQUERY_ATTRIBUTES : 0);
        out.writeIntLE(0);
        id.writeTo(out);
    }
}
