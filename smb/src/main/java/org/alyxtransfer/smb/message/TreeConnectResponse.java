package org.alyxtransfer.smb.message;

import static org.alyxtransfer.smb.message.Fields.BODY;

import io.netty.buffer.ByteBuf;

/**
 * A share's properties (2.2.10).
 *
 * @param maximalAccess of {@link Access}: the most that the user may do there
 */
public record TreeConnectResponse(int shareType, int shareFlags, int capabilities, int maximalAccess) {
    /** The share type of files and folders. */
    public static final int DISK = 0x1;

    /** A share flag: everything in this share is to be encrypted. */
    public static final int ENCRYPT_DATA = 0x8000;

    private static final int PRINTER = 0x3;

    public static TreeConnectResponse read(ByteBuf message) {
        Fields fields = Fields.ofResponse(message, Command.TREE_CONNECT, 16);
        int type = fields.uint8(BODY + 2, "share type");
        if (type < DISK || type > PRINTER) {
            throw fields.malformed("share type", "is " + type);
        }
        return new TreeConnectResponse(
                type,
                fields.int32(BODY + 4, "share flags"),
                fields.int32(BODY + 8, "capabilities"),
                fields.int32(BODY + 12, "maximal access"));
    }
}
