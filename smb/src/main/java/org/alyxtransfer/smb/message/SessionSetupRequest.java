package org.alyxtransfer.smb.message;

import io.netty.buffer.ByteBuf;

/**
 * One step of authentication (2.2.5).
 *
 * @param token             what the security mechanism sends next
 * @param previousSessionId a lost session that this one replaces, so that the server closes its files; 0 for none
 */
@SuppressWarnings("ArrayRecordComponent") // bytes on their way to or from a buffer; nobody compares them
public record SessionSetupRequest(int securityMode, int capabilities, byte[] token, long previousSessionId)
        implements Request {
    private static final int FIXED = 24;

    public SessionSetupRequest {
        if (token.length > 0xFFFF) {
            throw new IllegalArgumentException("a security token of " + token.length + " bytes: SMB takes 65,535");
        }
    }

    @Override
    public Command command() {
        return Command.SESSION_SETUP;
    }

    @Override
    public int bodyBytes() {
        return FIXED + Math.max(1, token.length);
    }

    @Override
    public void writeTo(ByteBuf out) {
        out.writeShortLE(25);
        out.writeByte(0); // flags: not bound to another connection's session
        out.writeByte(securityMode);
        out.writeIntLE(capabilities);
        out.writeIntLE(0);
        out.writeShortLE(Header.BYTES + FIXED);
        out.writeShortLE(token.length);
        out.writeLongLE(previousSessionId);
        out.writeBytes(token);
        out.writeZero(bodyBytes() - FIXED - token.length);
    }
}
