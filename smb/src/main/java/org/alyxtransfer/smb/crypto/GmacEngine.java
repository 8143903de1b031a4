package org.alyxtransfer.smb.crypto;

import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-128-GMAC as a provider offers it: GCM that encrypts nothing, with the message as associated data.
 *
 * <p>For providers that take associated data piece by piece. The JDK's collects all of it first: {@link
 * StreamedGmacEngine}.
 */
final class GmacEngine implements MacEngine {

    private final byte[] slice = new byte[SLICE];
    private final GmacNonce nonce = new GmacNonce();
    private final SecretKeySpec key;
    private final Cipher gcm;

    GmacEngine(byte[] key, Providers providers) throws GeneralSecurityException {
        this.key = new SecretKeySpec(key, "AES");
        gcm = providers.cipher("AES/GCM/NoPadding");
    }

    @Override
    public byte[] slice() {
        return slice;
    }

    @Override
    public void start(byte[] header) throws GeneralSecurityException {
        nonce.start(header, gcm, key);
    }

    @Override
    public void update(byte[] full) {
        gcm.updateAAD(full, 0, full.length);
    }

    @Override
    public byte[] finish(byte[] last, int bytes) throws GeneralSecurityException {
        gcm.updateAAD(last, 0, bytes);
        return gcm.doFinal();
    }
}
