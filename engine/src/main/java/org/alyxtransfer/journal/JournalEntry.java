package org.alyxtransfer.journal;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.alyxtransfer.dataset.Checksum;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.storage.StagedFile;

/** One durable step of one file, written before the next step begins. Holds no secret. */
public sealed interface JournalEntry {
    FileKey file();

    /** Bytes may be under the staging name from now on. */
    record Started(FileKey file, FilePath staging, FilePath target) implements JournalEntry {}

    /** The staged file is whole; it needs no second copy. */
    record Verified(FileKey file, StagedFile staged, Set<Checksum> checksums) implements JournalEntry {}

    /**
     * The file is in a batch that is about to be sent.
     *
     * @param batch the same for all files of one request, counted from 1 in each run
     * @param since when; a rerun waits for the server to finish a request this old before it sends again
     */
    record Registering(FileKey file, long batch, Instant since) implements JournalEntry {}

    record Registered(FileKey file, UUID datasetId) implements JournalEntry {}

    record Published(FileKey file, FilePath target) implements JournalEntry {}

    /** Nothing is left to do; {@code outcome} is a word for the report. */
    record Ended(FileKey file, String outcome) implements JournalEntry {}
}
