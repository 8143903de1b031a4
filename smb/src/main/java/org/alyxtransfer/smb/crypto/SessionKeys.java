package org.alyxtransfer.smb.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;

/**
 * The keys of one session (MS-SMB2 3.2.5.3.3): for signatures, for frames to the server, for frames from it.
 *
 * <p>The two cipher keys are empty where the dialect or the connection has no encryption. The arrays are not copied;
 * nobody may change them.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and javax.crypto takes arrays
public record SessionKeys(byte[] signing, byte[] clientToServer, byte[] serverToClient) {

    private static final byte[] NONE = {};
    private static final int SMB_3_0 = 0x0300;
    private static final int SMB_3_1_1 = 0x0311;
    private static final int SHORT_KEY = 16;
    private static final int LONG_KEY = 32;

    /**
     * Derives the keys of a session.
     *
     * @param dialect 0x0210 to 0x0311
     * @param sessionKey what the authentication agreed on: its first 16 bytes make the signing key and the keys of
     *     AES-128, all of it those of AES-256 (MS-SMB2 3.2.5.3: Session.FullSessionKey)
     * @param preauthHash the hash after the last request of the session's set-up; used by 3.1.1 alone
     * @param cipherId what NEGOTIATE agreed on (1 to 4), or 0 for no encryption; 3.0 and 3.0.2 know 1 alone
     */
    public static SessionKeys derive(int dialect, byte[] sessionKey, byte[] preauthHash, int cipherId) {
        byte[] shortKey = Arrays.copyOf(sessionKey, SHORT_KEY); // shorter ones are padded with zeros (3.2.5.3)
        if (dialect < SMB_3_0) {
            return new SessionKeys(shortKey, NONE, NONE);
        }
        int cipherBytes = cipherId == 0 ? 0 : Ciphers.keyBytes(cipherId);
        byte[] cipherBase = cipherBytes == LONG_KEY ? sessionKey : shortKey;
        if (dialect < SMB_3_1_1) {
            return new SessionKeys(
                    KeyDerivation.derive(shortKey, terminated("SMB2AESCMAC"), terminated("SmbSign"), SHORT_KEY),
                    cipherKey(cipherBase, "SMB2AESCCM", terminated("ServerIn "), cipherBytes),
                    cipherKey(cipherBase, "SMB2AESCCM", terminated("ServerOut"), cipherBytes));
        }
        return new SessionKeys(
                KeyDerivation.derive(shortKey, terminated("SMBSigningKey"), preauthHash, SHORT_KEY),
                cipherKey(cipherBase, "SMBC2SCipherKey", preauthHash, cipherBytes),
                cipherKey(cipherBase, "SMBS2CCipherKey", preauthHash, cipherBytes));
    }

    private static byte[] cipherKey(byte[] base, String label, byte[] context, int bytes) {
        return bytes == 0 ? NONE : KeyDerivation.derive(base, terminated(label), context, bytes);
    }

    private static byte[] terminated(String text) {
        return (text + '\0').getBytes(US_ASCII); // labels and contexts include their final zero (3.1.4.2)
    }

    /** Whether there are keys to encrypt with. */
    public boolean canSeal() {
        return clientToServer.length > 0;
    }

    /** Tells nothing of the keys. */
    @Override
    public String toString() {
        return canSeal() ? "SessionKeys[signing and encryption]" : "SessionKeys[signing]";
    }
}
