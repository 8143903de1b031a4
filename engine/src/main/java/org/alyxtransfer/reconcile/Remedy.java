package org.alyxtransfer.reconcile;

/** What a repair may do about a file. */
public enum Remedy {
    NONE,
    /** Read it, register it where it is not, give it its final name. */
    FINISH,
    /** Remove what was staged, after its published file was read and found right. */
    REMOVE_LEFTOVER,
    /** Remove what was staged and belongs to nothing that is known. */
    REMOVE_UNKNOWN
}
