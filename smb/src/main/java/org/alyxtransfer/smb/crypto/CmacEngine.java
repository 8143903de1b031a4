package org.alyxtransfer.smb.crypto;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-128-CMAC of RFC 4493, as the last block of AES-CBC, for which the JDK has a fast path; Bouncy Castle's CMAC runs
 * block by block in Java.
 */
final class CmacEngine implements MacEngine {

    private static final int BLOCK = 16;

    private final byte[] slice = new byte[SLICE];
    private final byte[] chained = new byte[SLICE + BLOCK];
    private final byte[] wholeEnd; // K1 of RFC 4493, mixed into a last block that is full
    private final byte[] paddedEnd; // K2, for one that was padded
    private final Cipher cbc;

    CmacEngine(byte[] key, Providers providers) throws GeneralSecurityException {
        SecretKeySpec aes = new SecretKeySpec(key, "AES");
        cbc = providers.cipher("AES/CBC/NoPadding");
        cbc.init(Cipher.ENCRYPT_MODE, aes, new IvParameterSpec(new byte[BLOCK]));
        wholeEnd = doubled(cbc.doFinal(new byte[BLOCK]));
        paddedEnd = doubled(wholeEnd);
    }

    @Override
    public byte[] slice() {
        return slice;
    }

    @Override
    public void start(byte[] header) {
        // doFinal has put the cipher back to its zero vector
    }

    @Override
    public void update(byte[] full) throws GeneralSecurityException {
        cbc.update(full, 0, full.length, chained, 0);
    }

    @Override
    public byte[] finish(byte[] last, int bytes) throws GeneralSecurityException {
        int padded = Math.max(BLOCK, (bytes + BLOCK - 1) / BLOCK * BLOCK);
        byte[] mask = padded == bytes ? wholeEnd : paddedEnd;
        if (padded != bytes) {
            Arrays.fill(last, bytes, padded, (byte) 0);
            last[bytes] = (byte) 0x80;
        }
        for (int i = 0; i < BLOCK; i++) {
            last[padded - BLOCK + i] ^= mask[i];
        }
        int made = cbc.doFinal(last, 0, padded, chained, 0);
        return Arrays.copyOfRange(chained, made - BLOCK, made);
    }

    /** Multiplication by x in GF(2^128), the way RFC 4493 makes its subkeys. */
    private static byte[] doubled(byte[] block) {
        byte[] result = new byte[BLOCK];
        int carry = 0;
        for (int i = BLOCK - 1; i >= 0; i--) {
            int shifted = (block[i] & 0xff) << 1 | carry;
            result[i] = (byte) shifted;
            carry = shifted >>> 8;
        }
        result[BLOCK - 1] ^= (byte) (carry * 0x87);
        return result;
    }
}
