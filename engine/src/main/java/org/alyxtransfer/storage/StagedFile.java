package org.alyxtransfer.storage;

import org.alyxtransfer.dataset.FilePath;

/**
 * A closed staging file: all that is needed to publish or discard it later, from any process.
 *
 * @param isInDoubt the connection broke after the server had acknowledged some of the bytes, so that it may have lost them, or
 *     something else may have changed them: the file is verified by reading it back, whatever was asked for
 */
public record StagedFile(FilePath path, long size, boolean isInDoubt) {
    /** One of which every byte was acknowledged over one connection, or which was verified since. */
    public StagedFile(FilePath path, long size) {
        this(path, size, false);
    }
}
