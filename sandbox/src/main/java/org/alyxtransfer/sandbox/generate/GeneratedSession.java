package org.alyxtransfer.sandbox.generate;

import java.nio.file.Path;
import java.util.List;

/** A session that was made up: its folder, and the files in it. */
public record GeneratedSession(SessionId id, Path folder, List<GeneratedFile> files) {
    /** Takes a copy of the list. */
    public GeneratedSession {
        files = List.copyOf(files);
    }

    /** All its files together. */
    public long bytes() {
        return files.stream().mapToLong(GeneratedFile::size).sum();
    }
}
