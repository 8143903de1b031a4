package org.alyxtransfer.smb.crypto;

import java.nio.ByteBuffer;

/**
 * Signs requests and checks answers with one key (MS-SMB2 3.1.4.1 and 3.1.5.1).
 *
 * <p>Any thread may call it at any time. A message starts with its 64-byte header, in which the SIGNED flag is already
 * set; whatever is in the signature field counts as zeros. The messages of a compound are signed one by one, each up to
 * its {@code NextCommand}. Position and limit of the buffers stay as they are. With GMAC, two different messages must
 * not share MessageId, direction and the fact of being a CANCEL.
 */
public interface Signer {

    /** Number of AES-GMAC in the signing capabilities (MS-SMB2 2.2.3.1.7). */
    int AES_GMAC = 2;

    /** Number of AES-CMAC: the algorithm of 3.x where none was negotiated. */
    int AES_CMAC = 1;

    /** Number of HMAC-SHA256: the algorithm of 2.x. */
    int HMAC_SHA256 = 0;

    /** A signer with a 16-byte key, by the number of its algorithm. */
    static Signer of(int signingAlgorithm, byte[] key) {
        return PooledSigner.of(signingAlgorithm, key, Providers.preferred());
    }

    /** Writes the signature into the header of the message between position and limit. */
    default void sign(ByteBuffer message) {
        sign(message, ByteBuffer.allocate(0));
    }

    /** Writes the signature of a message in two pieces into the header, which {@code head} holds as a whole. */
    void sign(ByteBuffer head, ByteBuffer rest);

    /** Whether the signature is that of the message; {@code head} holds at least its header, {@code rest} may be empty. */
    boolean verify(ByteBuffer head, ByteBuffer rest);
}
