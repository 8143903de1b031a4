package org.alyxtransfer.smb.message;

import io.netty.buffer.ByteBuf;

/** Ends the session, with all its trees and open files (2.2.7). */
public record LogoffRequest() implements Request {
    @Override
    public Command command() {
        return Command.LOGOFF;
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
