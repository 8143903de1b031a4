package org.alyxtransfer.smb;

import org.alyxtransfer.smb.message.Dialect;
import org.alyxtransfer.smb.wire.Guard;

/**
 * What client and server agreed on.
 *
 * @param isSigned every message of the session, or of the share, is signed
 * @param isSealed every message of the session, or of the share, is encrypted
 * @param signingAlgorithm number of the algorithm ([MS-SMB2] 2.2.3.1.7)
 * @param cipher number of the cipher ([MS-SMB2] 2.2.3.1.2), 0 for none
 * @param largestRead bytes of one READ
 * @param largestWrite bytes of one WRITE
 * @param largestListing bytes of one answer to a directory listing
 */
public record SessionFacts(
        Dialect dialect,
        boolean isSigned,
        boolean isSealed,
        int signingAlgorithm,
        int cipher,
        int largestRead,
        int largestWrite,
        int largestListing) {
    /** The same for messages that are protected like this. */
    SessionFacts under(Guard guard) {
        return new SessionFacts(
                dialect,
                guard == Guard.SIGNED,
                guard == Guard.SEALED,
                signingAlgorithm,
                cipher,
                largestRead,
                largestWrite,
                largestListing);
    }
}
