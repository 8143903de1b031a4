package org.alyxtransfer.smb.message;

/** Whether a side signs (2.2.3, security mode). */
public final class SecurityMode {
    public static final int SIGNING_ENABLED = 0x1;
    public static final int SIGNING_REQUIRED = 0x2;

    private SecurityMode() {}
}
