package org.alyxtransfer.storage.jcifs;

/** Whether messages carry a signature, so that a bit flipped on its way is noticed. */
public enum Signing {
    /**
     * Unsigned wherever the server allows it; never speaks a dialect above 2.1, as jcifs-ng signs everything from SMB 3
     * on.
     */
    OFF,
    /** What the server and the dialect ask for. */
    IF_REQUIRED,
    /** Always; a server that cannot sign is refused. */
    REQUIRED
}
