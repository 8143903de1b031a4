package org.alyxtransfer.smb.message;

/** What others may do with a file while it is open (2.2.13); none of these: nothing. */
public final class ShareAccess {
    public static final int NONE = 0;
    public static final int READ = 0x1;
    public static final int WRITE = 0x2;
    public static final int DELETE = 0x4;
    public static final int ALL = READ | WRITE | DELETE;

    private ShareAccess() {}
}
