package org.alyxtransfer.smb.crypto;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** AES-128-GMAC: GCM that encrypts nothing, with the message as associated data (MS-SMB2 3.1.4.1). */
final class GmacEngine implements MacEngine {

    private static final int TAG_BITS = 128;
    private static final int COMMAND_AT = 12;
    private static final int FLAGS_AT = 16;
    private static final int MESSAGE_ID_AT = 24;
    private static final int MESSAGE_ID_BYTES = 8;
    private static final int FROM_SERVER = 1; // SMB2_FLAGS_SERVER_TO_REDIR in the flags and bit 0 of the nonce's tail
    private static final int CANCEL = 0x0c;
    private static final int IS_CANCEL = 2; // bit 1 of the nonce's tail

    private final byte[] slice = new byte[SLICE];
    private final byte[] nonce = new byte[12];
    private final byte[] lastNonce = new byte[12];
    private final SecretKeySpec key;
    private final Cipher gcm;
    private boolean used;

    GmacEngine(byte[] key, Providers providers) throws GeneralSecurityException {
        this.key = new SecretKeySpec(key, "AES");
        gcm = providers.cipher("AES/GCM/NoPadding");
    }

    @Override
    public byte[] slice(int messageBytes) {
        return slice;
    }

    @Override
    public void start(byte[] header, int messageBytes) throws GeneralSecurityException {
        System.arraycopy(header, MESSAGE_ID_AT, nonce, 0, MESSAGE_ID_BYTES);
        int command = (header[COMMAND_AT] & 0xff) | (header[COMMAND_AT + 1] & 0xff) << 8;
        nonce[MESSAGE_ID_BYTES] = (byte) ((header[FLAGS_AT] & FROM_SERVER) | (command == CANCEL ? IS_CANCEL : 0));
        if (used && Arrays.equals(nonce, lastNonce)) {
            // A provider refuses the nonce that it had last. Checking a message twice is legitimate, though.
            nonce[11] = 1;
            gcm.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, nonce));
            nonce[11] = 0;
        }
        gcm.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, nonce));
        System.arraycopy(nonce, 0, lastNonce, 0, nonce.length);
        used = true;
    }

    @Override
    public void update(byte[] full) {
        gcm.updateAAD(full, 0, full.length);
    }

    @Override
    public byte[] finish(byte[] last, int bytes) throws GeneralSecurityException {
        gcm.updateAAD(last, 0, bytes);
        return gcm.doFinal();
    }
}
