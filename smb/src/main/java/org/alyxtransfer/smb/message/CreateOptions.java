package org.alyxtransfer.smb.message;

/** How a file is opened (2.2.13). */
public final class CreateOptions {
    /** Fails if the name is a file's; creates a folder. */
    public static final int DIRECTORY = 0x1;
    /** A write is answered once it is on the disk. */
    public static final int WRITE_THROUGH = 0x2;

    public static final int SEQUENTIAL_ONLY = 0x4;
    /** Fails if the name is a folder's. */
    public static final int NON_DIRECTORY = 0x40;

    public static final int RANDOM_ACCESS = 0x800;
    /** Deletes it when the last handle is closed; needs {@link Access#DELETE}. */
    public static final int DELETE_ON_CLOSE = 0x1000;
    /** Opens a link or other reparse point itself, not where it leads. */
    public static final int OPEN_REPARSE_POINT = 0x0020_0000;

    private CreateOptions() {}
}
