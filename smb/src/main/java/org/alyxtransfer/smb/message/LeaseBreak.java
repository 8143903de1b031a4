package org.alyxtransfer.smb.message;

import static org.alyxtransfer.smb.message.Fields.BODY;

import io.netty.buffer.ByteBuf;

/**
 * A lease is to be lowered (2.2.23.2).
 *
 * @param key      16 bytes
 * @param newState what remains of it: bits for read 1, handle 2, write 4
 */
@SuppressWarnings("ArrayRecordComponent") // bytes on their way to or from a buffer; nobody compares them
public record LeaseBreak(int epoch, byte[] key, int currentState, int newState) implements Break {
    static final int NOTIFICATION_BYTES = 44;

    public static LeaseBreak read(ByteBuf message) {
        Fields fields = Fields.ofResponse(message, Command.OPLOCK_BREAK, NOTIFICATION_BYTES);
        return new LeaseBreak(
                fields.uint16(BODY + 2, "new epoch"),
                fields.bytes(BODY + 8, 16, "lease key"),
                fields.int32(BODY + 24, "current lease state"),
                fields.int32(BODY + 28, "new lease state"));
    }
}
