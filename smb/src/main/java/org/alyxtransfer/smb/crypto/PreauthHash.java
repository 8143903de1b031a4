package org.alyxtransfer.smb.crypto;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The pre-authentication integrity hash of 3.1.1 (MS-SMB2 3.1.4.4.1): a SHA-512 chain over the messages so far.
 *
 * <p>Immutable, so that each session goes on from the connection's value after NEGOTIATE without changing it. The
 * messages are whole SMB2 messages without the four bytes of length before them.
 */
public final class PreauthHash {

    private static final int SIZE = 64; // SHA-512, the one algorithm of MS-SMB2 2.2.3.1.1

    private final byte[] value;

    private PreauthHash(byte[] value) {
        this.value = value;
    }

    /** The chain before any message: 64 zero bytes. */
    public static PreauthHash start() {
        return new PreauthHash(new byte[SIZE]);
    }

    /** This chain and one more message, from its position to its limit; the buffer is left as it was. */
    public PreauthHash with(ByteBuffer message) {
        MessageDigest sha512 = sha512();
        sha512.update(value);
        sha512.update(message.duplicate());
        return new PreauthHash(sha512.digest());
    }

    /** A copy of the 64 bytes. */
    public byte[] value() {
        return value.clone();
    }

    private static MessageDigest sha512() {
        try {
            return MessageDigest.getInstance("SHA-512");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-512", e);
        }
    }
}
