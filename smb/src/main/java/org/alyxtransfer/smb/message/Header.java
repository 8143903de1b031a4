package org.alyxtransfer.smb.message;

import io.netty.buffer.ByteBuf;

/**
 * The 64 bytes before every message's body (2.2.1.1 asynchronous, 2.2.1.2 synchronous).
 *
 * <p>An {@link #ASYNC} header has an async id where others have the tree id: the one that it doesn't have is 0 here. The
 * signature is none of its components, as it is computed over the finished message.
 *
 * @param creditCharge how many credits, and message ids, the request takes
 * @param status       an NT status, see {@link NtStatus}; 0 in requests
 * @param credits      asked for in a request, granted in a response
 * @param nextCommand  where the next message of a compound begins, from this header's first byte; 0 for the last
 */
public record Header(
        int creditCharge,
        int status,
        Command command,
        int credits,
        int flags,
        int nextCommand,
        long messageId,
        int treeId,
        long asyncId,
        long sessionId) {
    public static final int BYTES = 64;
    public static final int SIGNATURE_OFFSET = 48;

    /** Sent by the server. */
    public static final int RESPONSE = 0x1;
    /** Part of an exchange that the server said it would finish later. */
    public static final int ASYNC = 0x2;
    /** Continues the message before it in a compound: same session, tree and file. */
    public static final int RELATED = 0x4;

    public static final int SIGNED = 0x8;

    private static final int PROTOCOL = 0x424D53FE; // FE 'S' 'M' 'B' in the order of the bytes
    private static final String NAME = "header";

    /** Appends the header, with a signature of zeros. */
    public void writeTo(ByteBuf out) {
        out.writeIntLE(PROTOCOL);
        out.writeShortLE(BYTES);
        out.writeShortLE(creditCharge);
        out.writeIntLE(status);
        out.writeShortLE(command.code());
        out.writeShortLE(credits);
        out.writeIntLE(flags);
        out.writeIntLE(nextCommand);
        out.writeLongLE(messageId);
        if (isAsync()) {
            out.writeLongLE(asyncId);
        } else {
            out.writeIntLE(0);
            out.writeIntLE(treeId);
        }
        out.writeLongLE(sessionId);
        out.writeZero(BYTES - SIGNATURE_OFFSET);
    }

    /**
     * The header at the reader index, which stays where it is. What follows the header isn't looked at, so
     * {@link #nextCommand} may still point behind the end.
     */
    public static Header read(ByteBuf message) {
        Fields fields = Fields.of(NAME, message);
        if (fields.int32(0, "protocol id") != PROTOCOL) {
            throw fields.malformed("protocol id", "isn't FE 'S' 'M' 'B'");
        }
        fields.expect16(4, BYTES, "structure size");
        int flags = fields.int32(16, "flags");
        boolean async = (flags & ASYNC) != 0;
        int next = fields.count32(20, "next command");
        if (next != 0 && (next <= BYTES || next % 8 != 0)) {
            throw fields.malformed("next command", "is " + next + ", no place where a message may begin");
        }
        fields.part(0, BYTES, "signature");
        return new Header(
                fields.uint16(6, "credit charge"),
                fields.int32(8, "status"),
                Command.of(fields.uint16(12, "command")),
                fields.uint16(14, "credits"),
                flags,
                next,
                fields.int64(24, "message id"),
                async ? 0 : fields.int32(36, "tree id"),
                async ? fields.int64(32, "async id") : 0,
                fields.int64(40, "session id"));
    }

    public boolean isResponse() {
        return (flags & RESPONSE) != 0;
    }

    public boolean isAsync() {
        return (flags & ASYNC) != 0;
    }

    public boolean isSigned() {
        return (flags & SIGNED) != 0;
    }
}
