package org.alyxtransfer.storage;

/**
 * What a storage can take, as data.
 *
 * @param chunkBytes the size of one chunk that serves it best, in bytes
 * @param readsInFlight reads of one file that may overlap; 1 means in order, one after the other
 * @param writesInFlight writes of one file that may overlap
 * @param filesInFlight files that may be open at once
 */
public record Limits(
        int chunkBytes,
        int readsInFlight,
        int writesInFlight,
        int filesInFlight,
        Flush flush,
        Wire wire,
        boolean ignoresCase) {
    /** What {@link StagingFile#flush()} promises. */
    public enum Flush {
        /** After it the bytes survive a crash of the server. */
        DURABLE,
        /** The protocol's client cannot flush: bytes are handed over when the file is closed, no more. */
        CLOSE_ONLY
    }

    /** Whether a bit that flips on its way is noticed. */
    public enum Wire {
        /** Signed, sealed, TLS, or no wire at all. */
        PROTECTED,
        /** Plain TCP. */
        OPEN
    }

    public Limits {
        if (chunkBytes < 1 || readsInFlight < 1 || writesInFlight < 1 || filesInFlight < 1) {
            throw new IllegalArgumentException("limits must be positive");
        }
    }
}
