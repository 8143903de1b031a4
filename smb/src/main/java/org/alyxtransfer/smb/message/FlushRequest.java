package org.alyxtransfer.smb.message;

import io.netty.buffer.ByteBuf;

/** Asks that what was written to a file be on the server's disk before the answer (2.2.17). */
public record FlushRequest(FileId id) implements Request {
    @Override
    public Command command() {
        return Command.FLUSH;
    }

    @Override
    public int bodyBytes() {
        return 24;
    }

    @Override
    public void writeTo(ByteBuf out) {
        out.writeShortLE(24);
        out.writeShortLE(0);
        out.writeIntLE(0);
        id.writeTo(out);
    }
}
