package org.alyxtransfer.smb.crypto;

/** The ciphers of the encryption capabilities (MS-SMB2 2.2.3.1.2), told by their protocol number. */
final class Ciphers {

    static final int AES_128_CCM = 1;
    static final int AES_128_GCM = 2;
    static final int AES_256_CCM = 3;
    static final int AES_256_GCM = 4;

    private Ciphers() {}

    static int keyBytes(int cipherId) {
        return switch (cipherId) {
            case AES_128_CCM, AES_128_GCM -> 16;
            case AES_256_CCM, AES_256_GCM -> 32;
            default -> throw new IllegalArgumentException("no SMB cipher has the number " + cipherId);
        };
    }

    /** Nonce bytes that the mode takes from the 16 of the header (MS-SMB2 2.2.41). */
    static int nonceBytes(int cipherId) {
        return isGcm(cipherId) ? 12 : 11;
    }

    static boolean isGcm(int cipherId) {
        return cipherId == AES_128_GCM || cipherId == AES_256_GCM;
    }
}
