package org.alyxtransfer.smb.message;

/** What a side can do (2.2.3, 2.2.4, capabilities). */
public final class Capabilities {
    public static final int DFS = 0x01;
    public static final int LEASING = 0x02;
    /** Requests of more than one credit. */
    public static final int LARGE_MTU = 0x04;

    public static final int MULTI_CHANNEL = 0x08;
    public static final int PERSISTENT_HANDLES = 0x10;
    public static final int DIRECTORY_LEASING = 0x20;
    /** Encryption in 3.0 and 3.0.2; 3.1.1 negotiates it in a context. */
    public static final int ENCRYPTION = 0x40;

    private Capabilities() {}
}
