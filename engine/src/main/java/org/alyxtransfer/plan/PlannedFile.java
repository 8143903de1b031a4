package org.alyxtransfer.plan;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.alyxtransfer.dataset.Checksum;
import org.alyxtransfer.dataset.DatasetPath;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.SessionPath;
import org.alyxtransfer.storage.Storage.OnExisting;

/** One file of a session, with what the planner decided about it. */
public sealed interface PlannedFile {
    SessionPath session();

    /** Relative to the session's folder. */
    FilePath relative();

    /** Bytes. */
    long size();

    /**
     * A file to move.
     *
     * @param sources where its bytes can be read, the best one first
     * @param target its final path in the destination; for {@link Naming#UUID} uploads without the id, which comes later
     * @param modified when its source was last modified
     * @param expected the digest that its bytes must have, when Alyx knows one
     * @param datasetId its id in Alyx, when it has one already
     * @param isDefault whether it is, or becomes, the revision to be used
     */
    record ToMove(
            SessionPath session,
            DatasetPath dataset,
            List<Location> sources,
            FilePath target,
            long size,
            Instant modified,
            Optional<Checksum> expected,
            Optional<UUID> datasetId,
            boolean isDefault,
            OnExisting onExisting)
            implements PlannedFile {
        public ToMove {
            sources = List.copyOf(sources);
        }

        @Override
        public FilePath relative() {
            return dataset.relative();
        }
    }

    /**
     * A file of which the outcome is known without moving it.
     *
     * @param stored its copies, when both hold the content that Alyx has
     */
    record Settled(SessionPath session, FilePath relative, long size, Outcome outcome, Optional<Stored> stored)
            implements PlannedFile {
        public Settled(SessionPath session, FilePath relative, long size, Outcome outcome) {
            this(session, relative, size, outcome, Optional.empty());
        }
    }

    /** An original, its published copy {@code at} the destination, and the digest that both have or should have. */
    record Stored(Location source, FilePath at, Checksum checksum) {}
}
