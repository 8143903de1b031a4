package org.alyxtransfer.smb.message;

/** What an open file may be used for (2.2.13.1). */
public final class Access {
    public static final int READ_DATA = 0x1;
    public static final int LIST_DIRECTORY = READ_DATA;
    public static final int WRITE_DATA = 0x2;
    public static final int ADD_FILE = WRITE_DATA;
    public static final int APPEND_DATA = 0x4;
    public static final int ADD_SUBDIRECTORY = APPEND_DATA;
    public static final int READ_EA = 0x8;
    public static final int WRITE_EA = 0x10;
    public static final int EXECUTE = 0x20;
    public static final int TRAVERSE = EXECUTE;
    public static final int DELETE_CHILD = 0x40;
    public static final int READ_ATTRIBUTES = 0x80;
    public static final int WRITE_ATTRIBUTES = 0x100;
    public static final int DELETE = 0x0001_0000;
    public static final int READ_CONTROL = 0x0002_0000;
    public static final int WRITE_DAC = 0x0004_0000;
    public static final int WRITE_OWNER = 0x0008_0000;
    public static final int SYNCHRONIZE = 0x0010_0000;
    public static final int MAXIMUM_ALLOWED = 0x0200_0000;
    public static final int GENERIC_ALL = 0x1000_0000;
    public static final int GENERIC_EXECUTE = 0x2000_0000;
    public static final int GENERIC_WRITE = 0x4000_0000;
    public static final int GENERIC_READ = 0x8000_0000;

    private Access() {}
}
