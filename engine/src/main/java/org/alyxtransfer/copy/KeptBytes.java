package org.alyxtransfer.copy;

import org.alyxtransfer.dataset.Checksum;

/**
 * The first bytes of a file, staged by an earlier attempt, without a gap.
 *
 * @param prefix their digest as they were handed over then
 * @param proof where they are hashed again, so that the digest is one of all the file's bytes
 */
public record KeptBytes(long bytes, Checksum prefix, Proof proof) {
    /** Where to read bytes that are not sent again. */
    public enum Proof {
        /** At the source: nothing crosses the wire. Right where the destination's flush is durable. */
        SOURCE,
        /** At the destination, as it is nearer, or the source cannot be read twice. */
        DESTINATION,
        /** At both: the destination's flush promises little. */
        BOTH
    }

    public KeptBytes {
        if (bytes < 1) {
            throw new IllegalArgumentException("at least one byte is kept, or nothing");
        }
    }
}
