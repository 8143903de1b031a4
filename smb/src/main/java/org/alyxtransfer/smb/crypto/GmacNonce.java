package org.alyxtransfer.smb.crypto;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/** The nonce of AES-GMAC, which is made of fields of the message's header (MS-SMB2 3.1.4.1). */
final class GmacNonce {

    private static final int BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int COMMAND_AT = 12;
    private static final int FLAGS_AT = 16;
    private static final int MESSAGE_ID_AT = 24;
    private static final int MESSAGE_ID_BYTES = 8;
    private static final int FROM_SERVER = 1; // SMB2_FLAGS_SERVER_TO_REDIR in the flags and bit 0 of the nonce's tail
    private static final int CANCEL = 0x0c;
    private static final int IS_CANCEL = 2; // bit 1 of the nonce's tail

    private final byte[] nonce = new byte[BYTES];
    private final byte[] last = new byte[BYTES];
    private boolean used;

    /** Starts the cipher with the nonce of this message. */
    byte[] start(byte[] header, Cipher gcm, SecretKey key) throws GeneralSecurityException {
        System.arraycopy(header, MESSAGE_ID_AT, nonce, 0, MESSAGE_ID_BYTES);
        int command = (header[COMMAND_AT] & 0xff) | ((header[COMMAND_AT + 1] & 0xff) << 8);
        nonce[MESSAGE_ID_BYTES] = (byte) ((header[FLAGS_AT] & FROM_SERVER) | (command == CANCEL ? IS_CANCEL : 0));
        if (used && Arrays.equals(nonce, last)) {
            // A provider refuses the nonce that it had last. Checking a message twice is legitimate, though.
            nonce[BYTES - 1] = 1;
            gcm.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, nonce));
            nonce[BYTES - 1] = 0;
        }
        gcm.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, nonce));
        System.arraycopy(nonce, 0, last, 0, BYTES);
        used = true;
        return nonce;
    }
}
