package org.alyxtransfer.smb;

import org.alyxtransfer.smb.message.Dialect;

/**
 * What client and server agreed on.
 *
 * @param isSigned every message of the session is signed
 * @param isSealed every message of the session is encrypted
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
        int largestListing) {}
