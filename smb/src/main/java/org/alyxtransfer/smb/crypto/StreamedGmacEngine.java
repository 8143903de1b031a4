package org.alyxtransfer.smb.crypto;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-128-GMAC by way of GCM's encryption, for the JDK.
 *
 * <p>The JDK's GCM copies associated data three times and hashes it in one call, which HotSpot does not get to compile
 * for thousands of messages; what it encrypts, it hashes slice by slice, without garbage. GCM hashes the cipher text. So
 * each slice goes through the same key stream beforehand: encrypting that gives the slice itself, and the hash is that of
 * the message. What differs from the hash over associated data is the last block, which holds the two lengths; as the
 * hash is linear, the difference of the two blocks times the hash key corrects the tag.
 */
final class StreamedGmacEngine implements MacEngine {

    private static final int BLOCK = 16;
    private static final byte FIRST_COUNTER = 2; // of the key stream; 1 hides the tag (NIST SP 800-38D, 7.1)
    private static final long POLYNOMIAL = 0xE1L << 56; // 1 + x + x^2 + x^7, bits mirrored (6.3)

    private final byte[] slice = new byte[SLICE];
    private final byte[] masked = new byte[SLICE];
    private final byte[] ignored = new byte[SLICE + BLOCK];
    private final byte[] counter = new byte[BLOCK];
    private final GmacNonce nonce = new GmacNonce();
    private final SecretKeySpec key;
    private final long hashKeyHigh;
    private final long hashKeyLow;
    private final Cipher gcm;
    private final Cipher ctr;
    private long bytesBefore;

    StreamedGmacEngine(byte[] key, Providers providers) throws GeneralSecurityException {
        this.key = new SecretKeySpec(key, "AES");
        gcm = providers.cipher("AES/GCM/NoPadding");
        ctr = providers.cipher("AES/CTR/NoPadding");
        Cipher block = providers.cipher("AES/ECB/NoPadding");
        block.init(Cipher.ENCRYPT_MODE, this.key);
        ByteBuffer hashKey = ByteBuffer.wrap(block.doFinal(new byte[BLOCK]));
        hashKeyHigh = hashKey.getLong();
        hashKeyLow = hashKey.getLong();
    }

    @Override
    public byte[] slice() {
        return slice;
    }

    @Override
    public void start(byte[] header) throws GeneralSecurityException {
        byte[] started = nonce.start(header, gcm, key);
        System.arraycopy(started, 0, counter, 0, started.length);
        counter[BLOCK - 1] = FIRST_COUNTER;
        ctr.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(counter));
        bytesBefore = 0;
    }

    @Override
    public void update(byte[] full) throws GeneralSecurityException {
        hash(full, full.length);
        bytesBefore += full.length;
    }

    @Override
    public byte[] finish(byte[] last, int bytes) throws GeneralSecurityException {
        int padded = (bytes + BLOCK - 1) / BLOCK * BLOCK;
        Arrays.fill(last, bytes, padded, (byte) 0); // the hash pads associated data with zeros
        hash(last, padded);
        byte[] tag = gcm.doFinal();
        correct(tag, (bytesBefore + bytes) * Byte.SIZE, (bytesBefore + padded) * Byte.SIZE);
        return tag;
    }

    private void hash(byte[] bytes, int count) throws GeneralSecurityException {
        ctr.update(bytes, 0, count, masked, 0);
        gcm.update(masked, 0, count, ignored, 0);
    }

    /** Adds (associated bits, encrypted bits) times the hash key: both length blocks at once, addition being XOR. */
    private void correct(byte[] tag, long associatedBits, long encryptedBits) {
        long high = 0;
        long low = 0;
        long powerHigh = hashKeyHigh;
        long powerLow = hashKeyLow;
        for (int bit = 0; bit < 2 * Long.SIZE; bit++) {
            long factor = bit < Long.SIZE ? associatedBits : encryptedBits;
            long chosen = -((factor >>> (Long.SIZE - 1 - bit % Long.SIZE)) & 1);
            high ^= powerHigh & chosen;
            low ^= powerLow & chosen;
            long reduction = -(powerLow & 1) & POLYNOMIAL;
            powerLow = (powerLow >>> 1) | (powerHigh << (Long.SIZE - 1));
            powerHigh = (powerHigh >>> 1) ^ reduction;
        }
        ByteBuffer corrected = ByteBuffer.wrap(tag);
        corrected.putLong(0, corrected.getLong(0) ^ high);
        corrected.putLong(Long.BYTES, corrected.getLong(Long.BYTES) ^ low);
    }
}
