package org.alyxtransfer.cli.bench;

import java.util.List;
import java.util.Locale;

/** What is measured. */
public enum Mode {
    /** To the share. */
    UPLOAD,
    /** From the file server, or the share where there is none. */
    DOWNLOAD,
    /** Both at once. */
    MIXED,
    /** Records in Alyx, without files. */
    REGISTER;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Those that are measured: sizes mean nothing to Alyx, and what it is given stays there. */
    List<Work> works(List<Work> ordered) {
        return this == REGISTER ? ordered.subList(0, 1) : ordered;
    }
}
