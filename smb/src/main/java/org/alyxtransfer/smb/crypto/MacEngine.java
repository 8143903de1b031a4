package org.alyxtransfer.smb.crypto;

import java.security.GeneralSecurityException;

/**
 * One message authentication code, computed for one message at a time by one thread at a time.
 *
 * <p>A message goes in by full slices and a last one that holds what is left, at least one byte.
 */
interface MacEngine {

    /** Slices of 16 KiB stay in the first-level cache and are long enough for HotSpot's intrinsics. */
    int SLICE = 16 * 1024;

    /** The array to pass the message in; its length is a multiple of 16 and at least 64. */
    byte[] slice();

    /** Starts a message whose header is at the beginning of the slice; the header comes again by what follows. */
    void start(byte[] header) throws GeneralSecurityException;

    /** Takes a full slice that is not the last. */
    void update(byte[] slice) throws GeneralSecurityException;

    /** Takes the first bytes of the slice as the end of the message; gives at least 16 bytes, of which 16 count. */
    byte[] finish(byte[] slice, int bytes) throws GeneralSecurityException;

    /** How an engine is made. */
    interface Maker {
        MacEngine make() throws GeneralSecurityException;

        default MacEngine makeUnchecked() {
            try {
                return make();
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("this Java cannot sign for SMB: " + e.getMessage(), e);
            }
        }
    }
}
