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
    /** The share type of named pipes. */
    public static final int PIPE = 0x2;

    public static final int PRINTER = 0x3;

    /** A share flag: part of a distributed file system. */
    public static final int DFS = 0x1;
    /** A share flag: everything in this share is to be encrypted. */
    public static final int ENCRYPT_DATA = 0x8000;

    /** A share capability: paths may lead to other servers. */
    public static final int CAPABILITY_DFS = 0x8;

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

    public boolean encryptData() {
        return (shareFlags & ENCRYPT_DATA) != 0;
    }
}
