package org.alyxtransfer.benchmarks;

import java.net.URI;
import java.nio.file.Path;

/** What a client has to do: make a copy of the source. */
sealed interface Task {
    SourceTree source();

    /** The folder on this machine in which the copy must be found afterwards. */
    Path arrival();

    /** Where the client may keep files of its own, such as a list of URLs. */
    Path scratch();

    /** From the source's folder to the root of a share. */
    record Upload(SourceTree source, Share share, Path scratch) implements Task {
        @Override
        public Path arrival() {
            return share.folder();
        }
    }

    /** From an HTTP server that serves the source's folder at {@code base} (ends with a slash) into a folder. */
    record Download(SourceTree source, URI base, Path arrival, Path scratch) implements Task {}
}
