package org.alyxtransfer.benchmarks;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** What a client has to do: make a copy of the source. */
sealed interface Task {
    SourceTree source();

    /** The folder on this machine in which the copy must be found afterwards. */
    Path arrival();

    /** Where the client may keep files of its own, such as a list of URLs. */
    Path scratch();

    /** The share that takes part, if one does. */
    default Optional<Share> share() {
        return Optional.empty();
    }

    /** Whether anything is there afterwards that can be compared with the source. */
    default boolean leavesACopy() {
        return true;
    }

    /** From the source's folder to the root of a share. */
    record Upload(SourceTree source, Share target, Path scratch) implements Task {
        @Override
        public Path arrival() {
            return target.folder();
        }

        @Override
        public Optional<Share> share() {
            return Optional.of(target);
        }
    }

    /** From a share whose folder is the source's to nowhere. */
    record Fetch(SourceTree source, Share from, Path scratch) implements Task {
        @Override
        public Path arrival() {
            return from.folder();
        }

        @Override
        public Optional<Share> share() {
            return Optional.of(from);
        }

        @Override
        public boolean leavesACopy() {
            return false;
        }
    }

    /** From an HTTP server that serves the source's folder at {@code base} (ends with a slash) into a folder. */
    record Download(SourceTree source, URI base, Path arrival, Path scratch) implements Task {}
}
