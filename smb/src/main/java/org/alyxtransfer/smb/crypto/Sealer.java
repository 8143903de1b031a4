package org.alyxtransfer.smb.crypto;

import java.nio.ByteBuffer;

/**
 * Encrypts frames to the server and decrypts those from it, in place (MS-SMB2 3.1.4.3 and 3.1.5.1).
 *
 * <p>A frame starts with the 52-byte TRANSFORM_HEADER (2.2.41) at the buffer's position; the messages follow to its
 * limit. Neither position nor limit is moved. Any thread may call a sealer at any time.
 *
 * <p>A session has one sealer, whatever the number of its connections: the nonces are one sequence.
 */
public interface Sealer {

    /** Bytes of the header in front of the messages. */
    int HEADER_BYTES = 52;

    /** A sealer for a session, by the number of its cipher (MS-SMB2 2.2.3.1.2). */
    static Sealer of(int cipherId, SessionKeys keys) {
        return PooledSealer.of(cipherId, keys, Providers.preferred());
    }

    /** Encrypts the messages and writes the whole header. */
    void seal(ByteBuffer frame, long sessionId);

    /**
     * Turns a frame that this sealer made back into plain messages, to send them again over another connection.
     *
     * @throws BrokenSealException if it is not such a frame, or was changed
     */
    void unseal(ByteBuffer frame);

    /**
     * Checks and decrypts a frame of the server.
     *
     * @throws BrokenSealException if it was changed, is none, or is of another session; no plain text is left in it
     */
    void open(ByteBuffer frame);
}
