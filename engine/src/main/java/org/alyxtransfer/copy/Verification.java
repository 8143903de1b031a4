package org.alyxtransfer.copy;

import org.alyxtransfer.storage.Limits;

/** How sure to be of a staged file before it may be published. */
public enum Verification {
    /** The size that the destination shows. Detects cut files only. */
    SIZE,
    /**
     * The size, and a digest of the bytes as they were handed to the connection. Detects a source that differs from what
     * was expected; a bit that flips on an unprotected wire stays unseen.
     */
    STREAM,
    /** As {@link #STREAM}, and the staged file is read again over another connection. Detects flipped bits as well. */
    READ_BACK;

    /** {@link #STREAM} where the wire notices flipped bits by itself, {@link #READ_BACK} where it does not. */
    public static Verification defaultFor(Limits.Wire wire) {
        return wire == Limits.Wire.PROTECTED ? STREAM : READ_BACK;
    }
}
