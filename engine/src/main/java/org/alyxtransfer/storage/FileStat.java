package org.alyxtransfer.storage;

import java.time.Instant;
import org.alyxtransfer.dataset.FilePath;

/** What a storage knows of one entry: its size in bytes (0 for folders) and when it was last modified. */
public record FileStat(FilePath path, Type type, long size, Instant modified) {
    /** What an entry is; links are never followed. */
    public enum Type {
        FILE,
        DIRECTORY,
        LINK,
        OTHER
    }

    public boolean isFile() {
        return type == Type.FILE;
    }

    public boolean isDirectory() {
        return type == Type.DIRECTORY;
    }

    /** Whether both describe the same bytes, as far as size and time can tell. */
    public boolean sameContent(FileStat other) {
        return size == other.size && modified.equals(other.modified);
    }
}
