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
public record LeaseBreak(int epoch, boolean wantsAcknowledgement, byte[] key, int currentState, int newState)
        implements Break {
    static final int NOTIFICATION_BYTES = 44;

    private static final int ACKNOWLEDGEMENT_BYTES = 36;
    private static final int ACKNOWLEDGEMENT_REQUIRED = 0x1;

    public static LeaseBreak read(ByteBuf message) {
        Fields fields = Fields.ofResponse(message, Command.OPLOCK_BREAK, NOTIFICATION_BYTES);
        return new LeaseBreak(
                fields.uint16(BODY + 2, "new epoch"),
                (fields.int32(BODY + 4, "flags") & ACKNOWLEDGEMENT_REQUIRED) != 0,
                fields.bytes(BODY + 8, 16, "lease key"),
                fields.int32(BODY + 24, "current lease state"),
                fields.int32(BODY + 28, "new lease state"));
    }

    @Override
    public Request acknowledgement() {
        return new Acknowledgement(key, newState);
    }

    /** The answer that lowers the lease (2.2.24.2); the server confirms it with the same structure (2.2.25.2). */
    @SuppressWarnings("ArrayRecordComponent") // bytes on their way to or from a buffer; nobody compares them
    public record Acknowledgement(byte[] key, int state) implements Request {
        public static Acknowledgement read(ByteBuf message) {
            Fields fields = Fields.ofResponse(message, Command.OPLOCK_BREAK, ACKNOWLEDGEMENT_BYTES);
            return new Acknowledgement(fields.bytes(BODY + 8, 16, "lease key"), fields.int32(BODY + 24, "lease state"));
        }

        @Override
        public Command command() {
            return Command.OPLOCK_BREAK;
        }

        @Override
        public int bodyBytes() {
            return ACKNOWLEDGEMENT_BYTES;
        }

        @Override
        public void writeTo(ByteBuf out) {
            out.writeShortLE(ACKNOWLEDGEMENT_BYTES);
            out.writeShortLE(0);
            out.writeIntLE(0);
            out.writeBytes(key);
            out.writeIntLE(state);
            out.writeLongLE(0);
        }
    }
}
