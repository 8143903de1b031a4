package org.alyxtransfer.smb.message;

import static org.alyxtransfer.smb.message.Fields.BODY;

import io.netty.buffer.ByteBuf;

/**
 * An oplock is to be lowered (2.2.23.1); also the server's answer to the acknowledgement (2.2.25.1).
 *
 * @param level what remains: {@link #NONE} or {@link #LEVEL_II}
 */
public record OplockBreak(FileId id, int level) implements Break {
    public static final int NONE = 0x0;
    public static final int LEVEL_II = 0x1;

    private static final int BYTES = 24;

    public static OplockBreak read(ByteBuf message) {
        Fields fields = Fields.ofResponse(message, Command.OPLOCK_BREAK, BYTES);
        int level = fields.uint8(BODY + 2, "oplock level");
        if (level != NONE && level != LEVEL_II) {
            throw fields.malformed("oplock level", "is " + level);
        }
        return new OplockBreak(FileId.read(fields, BODY + 8), level);
    }

    @Override
    public boolean wantsAcknowledgement() {
        return true;
    }

    @Override
    public Request acknowledgement() {
        return new Acknowledgement(id, level);
    }

    /** The answer that lowers the oplock (2.2.24.1). */
    public record Acknowledgement(FileId id, int level) implements Request {
        @Override
        public Command command() {
            return Command.OPLOCK_BREAK;
        }

        @Override
        public int bodyBytes() {
            return BYTES;
        }

        @Override
        public void writeTo(ByteBuf out) {
            out.writeShortLE(BYTES);
            out.writeByte(level);
            out.writeZero(5);
            id.writeTo(out);
        }
    }
}
