package org.alyxtransfer.smb.message;

import static org.alyxtransfer.smb.message.Fields.BODY;

import io.netty.buffer.ByteBuf;

/** The server's step of authentication: the last one with success, others with MORE_PROCESSING_REQUIRED (2.2.6). */
@SuppressWarnings("ArrayRecordComponent") // bytes on their way to or from a buffer; nobody compares them
public record SessionSetupResponse(int sessionFlags, byte[] token) {
    public static final int IS_GUEST = 0x1;
    public static final int IS_NULL = 0x2;
    /** Everything in this session is to be encrypted. */
    public static final int ENCRYPT_DATA = 0x4;

    public static SessionSetupResponse read(ByteBuf message) {
        Fields fields = Fields.ofResponse(message, Command.SESSION_SETUP, 9);
        Fields token = fields.variable(
                fields.uint16(BODY + 4, "security buffer offset"),
                fields.uint16(BODY + 6, "security buffer length"),
                "security buffer");
        return new SessionSetupResponse(fields.uint16(BODY + 2, "session flags"), token.bytes());
    }
}
