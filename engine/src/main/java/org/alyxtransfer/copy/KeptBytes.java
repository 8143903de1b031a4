package org.alyxtransfer.copy;

import org.alyxtransfer.dataset.Checksum;
import org.alyxtransfer.storage.Limits;
import org.alyxtransfer.storage.StagingFile;

/**
 * The first bytes of a file, staged by an earlier attempt, without a gap.
 *
 * @param prefix their digest as they were handed over then
 * @param beginning of the staging file that they were written to, see {@link StagingFile#beginning()}
 * @param proof where they are hashed again, so that the digest is one of all the file's bytes
 */
public record KeptBytes(long bytes, Checksum prefix, String beginning, Proof proof) {
    /** Where to read bytes that are not sent again. */
    public enum Proof {
        /**
         * At the source: nothing crosses the wire. Right where the destination's flush is durable and tells the beginning of the
         * staging file; elsewhere the bytes are read at both.
         */
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

    /** Nobody reads them at the destination: they are there as long as the staging file is the one of that beginning. */
    boolean isBelievedUnread(Limits destination) {
        return proof == Proof.SOURCE && destination.flush() == Limits.Flush.DURABLE && !beginning.isEmpty();
    }
}
