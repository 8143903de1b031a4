package org.alyxtransfer.storage;

import java.time.Instant;
import org.alyxtransfer.dataset.FilePath;

/**
 * The staging file to write: its (hidden, short) path, the size it will have in bytes, and the modification time that it
 * gets when it is staged.
 */
public record StagingTarget(FilePath path, long size, Instant modified) {
    public StagingTarget {
        if (size < 0) {
            throw new IllegalArgumentException("size must not be negative: " + size);
        }
    }
}
