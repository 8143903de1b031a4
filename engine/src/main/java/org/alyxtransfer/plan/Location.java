package org.alyxtransfer.plan;

import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.storage.FileSource;

/** Where a file's bytes can be read. */
public record Location(FileSource source, FilePath path) {
    @Override
    public String toString() {
        return source.name() + "/" + path;
    }
}
