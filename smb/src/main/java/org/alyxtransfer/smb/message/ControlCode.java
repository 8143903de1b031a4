package org.alyxtransfer.smb.message;

/** What IOCTL can ask (2.2.31). */
public final class ControlCode {
    public static final int VALIDATE_NEGOTIATE_INFO = 0x0014_0204;

    private ControlCode() {}
}
