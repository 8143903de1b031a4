package org.alyxtransfer.smb.message;

import static org.alyxtransfer.smb.message.Fields.BODY;

import io.netty.buffer.ByteBuf;

/**
 * A file is closed (2.2.16).
 *
 * @param hasAttributes whether the server filled in the rest; where not, sizes, times and attributes mean nothing
 */
public record CloseResponse(
        boolean hasAttributes, FileTimes times, long allocationBytes, long endOfFile, int attributes) {
    private static final int POSTQUERY_ATTRIBUTES = 0x1;

    public static CloseResponse read(ByteBuf message) {
        Fields fields = Fields.ofResponse(message, Command.CLOSE, 60);
        if ((fields.uint16(BODY + 2, "flags") & POSTQUERY_ATTRIBUTES) == 0) {
            return new CloseResponse(false, FileTimes.NONE, 0, 0, 0);
        }
        return new CloseResponse(
                true,
                FileTimes.read(fields, BODY + 8),
                fields.size64(BODY + 40, "allocation size"),
                fields.size64(BODY + 48, "end of file"),
                fields.int32(BODY + 56, "file attributes"));
    }
}
