package org.alyxtransfer.smb.message;

/** A file's attributes (MS-FSCC 2.6). */
public final class FileAttributes {
    public static final int READONLY = 0x1;
    public static final int HIDDEN = 0x2;
    public static final int SYSTEM = 0x4;
    public static final int DIRECTORY = 0x10;
    public static final int ARCHIVE = 0x20;
    /** Has no other attribute. */
    public static final int NORMAL = 0x80;

    public static final int TEMPORARY = 0x100;
    public static final int SPARSE = 0x200;
    public static final int REPARSE_POINT = 0x400;
    public static final int COMPRESSED = 0x800;
    public static final int OFFLINE = 0x1000;
    public static final int ENCRYPTED = 0x4000;

    private FileAttributes() {}
}
