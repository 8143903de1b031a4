package org.alyxtransfer.smb.crypto;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The key derivation of NIST SP 800-108 in counter mode with HMAC-SHA256 and a 32-bit counter (MS-SMB2 3.1.4.2). */
final class KeyDerivation {

    private static final int PRF_BYTES = 32;

    private KeyDerivation() {}

    static byte[] derive(byte[] key, byte[] label, byte[] context, int bytes) {
        try {
            Mac prf = Mac.getInstance("HmacSHA256");
            prf.init(new SecretKeySpec(key, "HmacSHA256"));
            byte[] derived = new byte[(bytes + PRF_BYTES - 1) / PRF_BYTES * PRF_BYTES];
            for (int block = 0; block < derived.length / PRF_BYTES; block++) {
                prf.update(bigEndian(block + 1));
                prf.update(label);
                prf.update((byte) 0);
                prf.update(context);
                prf.update(bigEndian(bytes * Byte.SIZE));
                prf.doFinal(derived, block * PRF_BYTES);
            }
            return Arrays.copyOf(derived, bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java cannot derive SMB session keys: " + e.getMessage(), e);
        }
    }

    private static byte[] bigEndian(int value) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(value).array();
    }
}
