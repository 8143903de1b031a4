package org.alyxtransfer.smb.message;

/** What CREATE does with a name that exists, and with one that doesn't (2.2.13). */
public final class Disposition {
    /** Replace, else create. */
    public static final int SUPERSEDE = 0;
    /** Open, else fail. */
    public static final int OPEN = 1;
    /** Fail, else create. */
    public static final int CREATE = 2;
    /** Open, else create. */
    public static final int OPEN_IF = 3;
    /** Empty, else fail. */
    public static final int OVERWRITE = 4;
    /** Empty, else create. */
    public static final int OVERWRITE_IF = 5;

    private Disposition() {}
}
