package org.alyxtransfer.sandbox.generate;

import java.io.IOException;
import java.nio.file.Path;

/** Writes one file of a session. What it writes depends on its context alone. */
interface Contents {
    void write(Path file, Context context) throws IOException;

    /**
     * What a file may depend on.
     *
     * @param noise this file's own
     */
    record Context(SessionId session, Sizes sizes, Noise noise) {}
}
