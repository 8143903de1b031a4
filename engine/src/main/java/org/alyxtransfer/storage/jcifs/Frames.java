package org.alyxtransfer.storage.jcifs;

/** How large jcifs-ng's messages can be: it writes a frame's length as 16 bits. */
final class Frames {
    /** Everything of a WRITE before its bytes: SMB2 header 64, body 48. */
    private static final int WRITE_HEADERS = 112;

    private static final int LARGEST_FRAME = 0xFFFF;

    /** The most bytes of one READ or WRITE; 65,416, a multiple of 8. */
    static final int WRITE_BYTES = (LARGEST_FRAME - WRITE_HEADERS) & ~7;

    /** The most bytes of a file that fits one compound of CREATE, WRITE, SET_INFO and CLOSE, its name included. */
    static final int COMPOUND_BYTES = 60_000;

    private Frames() {}
}
