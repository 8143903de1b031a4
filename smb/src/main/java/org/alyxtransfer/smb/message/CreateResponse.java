package org.alyxtransfer.smb.message;

import static org.alyxtransfer.smb.message.Fields.BODY;

import io.netty.buffer.ByteBuf;

/**
 * An open file and what it is like (2.2.14).
 *
 * @param action     what was done to open it: one of the constants here
 * @param attributes of {@link FileAttributes}
 */
public record CreateResponse(
        FileId id, int action, FileTimes times, long allocationBytes, long endOfFile, int attributes) {
    public static final int SUPERSEDED = 0;
    public static final int OPENED = 1;
    public static final int CREATED = 2;
    public static final int OVERWRITTEN = 3;

    public static CreateResponse read(ByteBuf message) {
        Fields fields = Fields.ofResponse(message, Command.CREATE, 89);
        int action = fields.int32(BODY + 4, "create action");
        if (action < SUPERSEDED || action > OVERWRITTEN) {
            throw fields.malformed("create action", "is " + action);
        }
        fields.variable(
                fields.uint32(BODY + 80, "create contexts offset"),
                fields.uint32(BODY + 84, "create contexts length"),
                "create contexts");
        return new CreateResponse(
                FileId.read(fields, BODY + 64),
                action,
                FileTimes.read(fields, BODY + 8),
                fields.size64(BODY + 40, "allocation size"),
                fields.size64(BODY + 48, "end of file"),
                fields.int32(BODY + 56, "file attributes"));
    }
}
