package org.alyxtransfer.smb.message;

/** Which changes CHANGE_NOTIFY tells of (2.2.35, completion filter). */
public final class ChangeFilter {
    public static final int FILE_NAME = 0x1;
    public static final int DIRECTORY_NAME = 0x2;
    public static final int ATTRIBUTES = 0x4;
    public static final int SIZE = 0x8;
    public static final int LAST_WRITE = 0x10;
    public static final int LAST_ACCESS = 0x20;
    public static final int CREATION = 0x40;

    private ChangeFilter() {}
}
