package org.alyxtransfer.storage.jcifs;

import jcifs.CIFSException;

/** The server acknowledged fewer bytes than it was sent. */
final class ShortWriteException extends CIFSException {
    private static final long serialVersionUID = 1L;

    ShortWriteException(int taken, int sent) {
        super("the server took " + taken + " of " + sent + " bytes");
    }
}
