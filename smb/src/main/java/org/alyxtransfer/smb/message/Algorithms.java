package org.alyxtransfer.smb.message;

/** Numbers of the algorithms that NEGOTIATE contexts name (2.2.3.1.1, 2.2.3.1.2, 2.2.3.1.7). */
public final class Algorithms {
    public static final int SHA_512 = 0x0001;

    public static final int HMAC_SHA256 = 0x0000;
    public static final int AES_CMAC = 0x0001;
    public static final int AES_GMAC = 0x0002;

    public static final int AES_128_CCM = 0x0001;
    public static final int AES_128_GCM = 0x0002;
    public static final int AES_256_CCM = 0x0003;
    public static final int AES_256_GCM = 0x0004;

    private Algorithms() {}
}
