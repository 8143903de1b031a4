package org.alyxtransfer.smb.crypto;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-CCM of RFC 3610 with an 11-byte nonce, a 4-byte length and a 16-byte tag.
 *
 * <p>Put together from AES-CTR and AES-CBC, for which the JDK has fast paths, while it has no CCM. Plain text is
 * written over the frame before the tag can be checked, so a frame that fails is wiped.
 */
final class CcmEngine implements SealEngine {

    private static final int BLOCK = 16;
    private static final int COUNTER_FLAGS = 3; // length field of 4 bytes, less one
    private static final int MAC_FLAGS = 0x40 | (((BLOCK - 2) / 2) << 3) | COUNTER_FLAGS; // with associated data

    private final byte[] in = new byte[SLICE];
    private final byte[] out = new byte[SLICE];
    private final byte[] chained = new byte[SLICE];
    private final SecretKeySpec key;
    private final Cipher ctr;
    private final Cipher cbc;

    CcmEngine(byte[] key, Providers providers) throws GeneralSecurityException {
        this.key = new SecretKeySpec(key, "AES");
        ctr = providers.cipher("AES/CTR/NoPadding");
        cbc = providers.cipher("AES/CBC/NoPadding");
    }

    @Override
    public byte[] seal(ByteBuffer frame, int from, int to, byte[] nonce, byte[] authenticated)
            throws GeneralSecurityException {
        byte[] mask = start(nonce, authenticated, to - from);
        for (int at = from; at < to; at += SLICE) {
            int bytes = Math.min(SLICE, to - at);
            frame.get(at, in, 0, bytes);
            ctr.update(in, 0, bytes, out, 0);
            frame.put(at, out, 0, bytes);
            chain(in, bytes);
        }
        return tag(mask);
    }

    @Override
    public boolean open(ByteBuffer frame, int from, int to, byte[] nonce, byte[] authenticated, byte[] tag)
            throws GeneralSecurityException {
        byte[] mask = start(nonce, authenticated, to - from);
        for (int at = from; at < to; at += SLICE) {
            int bytes = Math.min(SLICE, to - at);
            frame.get(at, in, 0, bytes);
            ctr.update(in, 0, bytes, out, 0);
            frame.put(at, out, 0, bytes);
            chain(out, bytes);
        }
        boolean genuine = MessageDigest.isEqual(tag, tag(mask));
        if (!genuine) {
            wipe(frame, from, to);
        }
        return genuine;
    }

    /** Starts both ciphers and gives the block of the key stream that hides the tag. */
    private byte[] start(byte[] nonce, byte[] authenticated, int bytes) throws GeneralSecurityException {
        byte[] counter = new byte[BLOCK];
        counter[0] = COUNTER_FLAGS;
        System.arraycopy(nonce, 0, counter, 1, nonce.length);
        ctr.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(counter));

        int padded = (2 + authenticated.length + BLOCK - 1) / BLOCK * BLOCK;
        ByteBuffer first = ByteBuffer.wrap(in, 0, BLOCK + padded);
        first.put((byte) MAC_FLAGS).put(nonce).putInt(bytes);
        first.putShort((short) authenticated.length).put(authenticated);
        Arrays.fill(in, first.position(), first.limit(), (byte) 0);
        cbc.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(new byte[BLOCK]));
        cbc.update(in, 0, first.limit(), chained, 0);
        System.arraycopy(chained, padded, chained, 0, BLOCK);
        return ctr.update(new byte[BLOCK]);
    }

    /** Takes plain text into the tag; only the last slice is not full, and it is padded with zeros. */
    private void chain(byte[] plain, int bytes) throws GeneralSecurityException {
        int padded = (bytes + BLOCK - 1) / BLOCK * BLOCK;
        Arrays.fill(plain, bytes, padded, (byte) 0);
        cbc.update(plain, 0, padded, chained, 0);
        System.arraycopy(chained, padded - BLOCK, chained, 0, BLOCK);
    }

    private byte[] tag(byte[] mask) {
        byte[] tag = Arrays.copyOf(chained, BLOCK);
        for (int i = 0; i < BLOCK; i++) {
            tag[i] ^= mask[i];
        }
        return tag;
    }

    private void wipe(ByteBuffer frame, int from, int to) {
        Arrays.fill(out, (byte) 0);
        for (int at = from; at < to; at += SLICE) {
            frame.put(at, out, 0, Math.min(SLICE, to - at));
        }
    }
}
