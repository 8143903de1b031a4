package org.alyxtransfer.smb.message;

import io.netty.buffer.ByteBuf;

/** Asks whether the server is still there (2.2.28). */
public record EchoRequest() implements Request {
    @Override
    public Command command() {
        return Command.ECHO;
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
