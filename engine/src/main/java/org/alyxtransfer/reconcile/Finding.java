package org.alyxtransfer.reconcile;

/** How the three places agree about one file. */
public enum Finding {
    /** They do. */
    SAME,
    /** One place should have it and has not. */
    MISSING,
    /** Two places have different contents under its name. */
    DIFFERENT,
    /** The share has it, and Alyx has no record of that. */
    UNREGISTERED,
    /** The share has it under a name that is not its final one yet. */
    STAGED,
    /** The share has it, and nothing in Alyx or here refers to it. */
    ORPHANED;

    public boolean isGap() {
        return this != SAME;
    }
}
