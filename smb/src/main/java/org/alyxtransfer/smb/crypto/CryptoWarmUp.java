package org.alyxtransfer.smb.crypto;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Loads the ciphers and, where they are the JDK's, lets HotSpot compile the paths of signing and encryption before payload
 * needs them.
 *
 * <p>Until they are compiled, GMAC over the JDK runs at 60–75 MiB/s instead of more than 1 GiB/s, however long a single
 * message is. Takes up to about half a second of one core; call it from a thread that may block, while a plan is read.
 * Several at once do no harm.
 */
public final class CryptoWarmUp {

    private static final int TO_COMPILE = 3_000; // messages each way
    private static final int TO_LOAD = 1; // native code comes compiled
    private static final int MESSAGE = 2 * 1024;

    private CryptoWarmUp() {}

    /**
     * Signs, checks, encrypts and decrypts small messages with keys of zeros.
     *
     * @param signingAlgorithm as of {@link Signer#of}, or negative for none
     * @param cipherId as of {@link Sealer#of}, or 0 for none
     */
    public static void run(int signingAlgorithm, int cipherId) {
        if (signingAlgorithm >= 0) {
            sign(Signer.of(signingAlgorithm, new byte[16]));
        }
        if (cipherId > 0) {
            byte[] key = new byte[Ciphers.keyBytes(cipherId)];
            byte[] other = new byte[key.length];
            Arrays.fill(other, (byte) 1);
            seal(Sealer.of(cipherId, new SessionKeys(key, key, other)));
        }
    }

    private static int messages() {
        return Providers.preferred() == Providers.JDK ? TO_COMPILE : TO_LOAD;
    }

    private static void sign(Signer signer) {
        ByteBuffer message = ByteBuffer.allocateDirect(MESSAGE);
        ByteBuffer nothing = ByteBuffer.allocate(0);
        for (int i = 0; i < messages(); i++) {
            message.putLong(24, i); // the MessageId, which is the nonce of GMAC
            signer.sign(message, nothing);
            signer.verify(message, nothing);
        }
    }

    private static void seal(Sealer sealer) {
        ByteBuffer frame = ByteBuffer.allocateDirect(MESSAGE);
        for (int i = 0; i < messages(); i++) {
            sealer.seal(frame, 0);
            sealer.unseal(frame);
        }
    }
}
