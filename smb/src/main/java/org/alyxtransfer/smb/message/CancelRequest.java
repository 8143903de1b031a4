package org.alyxtransfer.smb.message;

import io.netty.buffer.ByteBuf;

/** Asks the server to give up a request: its message id or async id is in the header, and no answer comes to this one (2.2.30). */
public record CancelRequest() implements Request {
    @Override
    public Command command() {
        return Command.CANCEL;
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
