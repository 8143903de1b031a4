package org.alyxtransfer.smb.crypto;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;

/** One authenticated cipher with one key; for one frame at a time by one thread at a time. */
interface SealEngine {

    /** Slices of 16 KiB stay in the first-level cache and are long enough for HotSpot's intrinsics. */
    int SLICE = 16 * 1024;

    /** Encrypts the bytes between the two indices in place and gives the tag. */
    byte[] seal(ByteBuffer frame, int from, int to, byte[] nonce, byte[] authenticated) throws GeneralSecurityException;

    /** Decrypts them in place if the tag is right; else leaves no plain text and says false. */
    boolean open(ByteBuffer frame, int from, int to, byte[] nonce, byte[] authenticated, byte[] tag)
            throws GeneralSecurityException;

    /** How an engine is made. */
    interface Maker {
        SealEngine make() throws GeneralSecurityException;

        default SealEngine makeUnchecked() {
            try {
                return make();
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("this Java cannot encrypt for SMB: " + e.getMessage(), e);
            }
        }
    }
}
