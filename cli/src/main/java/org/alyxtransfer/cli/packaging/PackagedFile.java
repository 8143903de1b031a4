package org.alyxtransfer.cli.packaging;

import java.nio.file.Path;
import org.alyxtransfer.dataset.Checksum;
import org.alyxtransfer.dataset.DatasetPath;

/** A file that has its place in a session's folder; {@code size} in bytes. */
public record PackagedFile(Path source, DatasetPath path, long size, Checksum checksum, How how) {
    /** How it got there. */
    public enum How {
        /** A second name of the same file: changing one changes the other. */
        LINK,
        COPY,
        /** The same bytes were there already. */
        KEPT
    }
}
