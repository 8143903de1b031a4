package org.alyxtransfer.storage.local;

/**
 * How hard a disk is driven.
 *
 * @param chunkBytes bytes of one read or write
 * @param inFlight reads, and writes, of one file that may overlap
 * @param filesInFlight files that may be open at once
 */
public record LocalSettings(int chunkBytes, int inFlight, int filesInFlight) {
    public static final LocalSettings DEFAULT = new LocalSettings(1 << 20, 4, 64);

    public LocalSettings {
        if (chunkBytes < 1 || inFlight < 1 || filesInFlight < 1) {
            throw new IllegalArgumentException("settings of a disk must be positive");
        }
    }

    public LocalSettings withFiles(int number) {
        return new LocalSettings(chunkBytes, inFlight, number);
    }

    public LocalSettings withChunkBytes(int bytes) {
        return new LocalSettings(bytes, inFlight, filesInFlight);
    }
}
