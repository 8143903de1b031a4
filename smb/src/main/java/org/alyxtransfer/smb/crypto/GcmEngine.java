package org.alyxtransfer.smb.crypto;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** AES-GCM with a 12-byte nonce and a 16-byte tag. */
final class GcmEngine implements SealEngine {

    private static final int TAG_BITS = 128;
    private static final int TAG = TransformHeader.TAG_BYTES;
    private static final int KEPT = 2 * 1024 * 1024; // a usual frame carries 1 MiB; one of 8 MiB gets its own array

    private final byte[] in = new byte[SLICE];
    private final byte[] out = new byte[SLICE + 2 * TAG];
    private byte[] kept = {};
    private final SecretKeySpec key;
    private final Cipher gcm;

    GcmEngine(byte[] key, Providers providers) throws GeneralSecurityException {
        this.key = new SecretKeySpec(key, "AES");
        gcm = providers.cipher("AES/GCM/NoPadding");
    }

    @Override
    public byte[] seal(ByteBuffer frame, int from, int to, byte[] nonce, byte[] authenticated)
            throws GeneralSecurityException {
        gcm.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, nonce));
        gcm.updateAAD(authenticated);
        int read = from;
        int written = from;
        while (to - read > SLICE) {
            frame.get(read, in, 0, SLICE);
            read += SLICE;
            int made = gcm.update(in, 0, SLICE, out, 0);
            frame.put(written, out, 0, made);
            written += made;
        }
        frame.get(read, in, 0, to - read);
        int made = gcm.doFinal(in, 0, to - read, out, 0);
        frame.put(written, out, 0, made - TAG);
        return Arrays.copyOfRange(out, made - TAG, made);
    }

    @Override
    public boolean open(ByteBuffer frame, int from, int to, byte[] nonce, byte[] authenticated, byte[] tag)
            throws GeneralSecurityException {
        int bytes = to - from;
        byte[] whole = whole(bytes + TAG);
        frame.get(from, whole, 0, bytes);
        System.arraycopy(tag, 0, whole, bytes, TAG);
        gcm.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, nonce));
        gcm.updateAAD(authenticated);
        try {
            gcm.doFinal(whole, 0, bytes + TAG, whole, 0);
        } catch (AEADBadTagException e) {
            return false;
        }
        frame.put(from, whole, 0, bytes);
        return true;
    }

    /** Providers check the tag before they give anything, so a frame goes in as one piece. */
    private byte[] whole(int bytes) {
        if (bytes > KEPT) {
            return new byte[bytes];
        }
        if (kept.length < bytes) {
            kept = new byte[Math.min(KEPT, Math.max(SLICE, 2 * bytes))];
        }
        return kept;
    }
}
