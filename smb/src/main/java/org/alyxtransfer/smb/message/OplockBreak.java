package org.alyxtransfer.smb.message;

import static org.alyxtransfer.smb.message.Fields.BODY;

import io.netty.buffer.ByteBuf;

/**
 * An oplock is to be lowered (2.2.23.1).
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
}
