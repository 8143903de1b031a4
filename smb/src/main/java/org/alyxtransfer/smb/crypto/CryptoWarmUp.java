package org.alyxtransfer.smb.crypto;

import java.nio.ByteBuffer;

/**
 * Loads the ciphers and, where they are the JDK's, lets HotSpot compile the path of signing before payload needs it.
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
     * Signs and checks small messages with a key of zeros.
     *
     * @param signingAlgorithm as of {@link Signer#of}
     */
    public static void run(int signingAlgorithm) {
        sign(Signer.of(signingAlgorithm, new byte[16]));
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
}
