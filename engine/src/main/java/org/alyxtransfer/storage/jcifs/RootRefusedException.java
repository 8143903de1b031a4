package org.alyxtransfer.storage.jcifs;

import jcifs.smb.SmbException;

/** The server let us in to the share, and then did not answer the first thing we asked of it, or refused it. */
final class RootRefusedException extends SmbException {
    private static final long serialVersionUID = 1L;

    RootRefusedException(SmbException refusal) {
        super(refusal.getNtStatus(), refusal);
    }
}
