package org.alyxtransfer.smb.message;

/** What IOCTL can ask (2.2.31). */
public final class ControlCode {
    public static final int DFS_GET_REFERRALS = 0x0006_0194;
    public static final int VALIDATE_NEGOTIATE_INFO = 0x0014_0204;
    public static final int QUERY_NETWORK_INTERFACE_INFO = 0x0014_01FC;

    private ControlCode() {}
}
