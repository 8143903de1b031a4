package org.alyxtransfer.smb.crypto;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA256, of which the first 16 bytes are the signature (dialects 2.x). */
final class HmacEngine implements MacEngine {

    private final byte[] slice = new byte[SLICE];
    private final Mac mac;

    HmacEngine(byte[] key, Providers providers) throws GeneralSecurityException {
        mac = providers.mac("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
    }

    @Override
    public byte[] slice() {
        return slice;
    }

    @Override
    public void start(byte[] header) {
        mac.reset();
    }

    @Override
    public void update(byte[] full) {
        mac.update(full, 0, full.length);
    }

    @Override
    public byte[] finish(byte[] last, int bytes) {
        mac.update(last, 0, bytes);
        return Arrays.copyOf(mac.doFinal(), 16);
    }
}
