package org.alyxtransfer.smb.message;

import io.netty.buffer.ByteBuf;

/** Leaves a share, closing what is open on it (2.2.11). */
public record TreeDisconnectRequest() implements Request {
    @Override
    public Command command() {
        return Command.TREE_DISCONNECT;
    }

    @Override
    public int bodyBytes() {
        return 4;
    }

    @Override
    public void writeTo(ByteBuf out) {
        out.writeShortLE(4);
        out.writeShortLE(0);
    }
}
