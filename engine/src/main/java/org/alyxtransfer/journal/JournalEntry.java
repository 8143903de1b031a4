package org.alyxtransfer.journal;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.alyxtransfer.dataset.Checksum;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.plan.Naming;
import org.alyxtransfer.storage.StagedFile;
import org.alyxtransfer.storage.Storage.OnExisting;

/** One durable step of one file, written before the next step begins. Holds no secret. */
public sealed interface JournalEntry {
    FileKey file();

    /**
     * Bytes may be under the staging name from now on; what was remembered of an earlier copy is void, but for a request
     * to Alyx that may still run.
     *
     * @param target its final path; with {@link Naming#UUID} without the id, which comes later
     * @param size the source's, in bytes
     * @param modified the source's; a rerun continues only what still has this size and time
     */
    record Started(
            FileKey file,
            FilePath staging,
            FilePath target,
            long size,
            Instant modified,
            boolean isDefault,
            OnExisting onExisting)
            implements JournalEntry {}

    /**
     * The staging file holds the first so many bytes without a gap, as durably as the destination can flush.
     *
     * @param prefix their digest, as they were handed over
     * @param beginning tells the staging file from one that somebody began anew under its name; "" where nothing does
     */
    record Reached(FileKey file, long bytes, Checksum prefix, String beginning) implements JournalEntry {}

    /** The staged file is whole; it needs no second copy. */
    record Verified(FileKey file, StagedFile staged, Set<Checksum> checksums) implements JournalEntry {}

    /**
     * The file is in a batch that is about to be sent.
     *
     * @param batch the same for all files of one request, counted from 1 in each run
     * @param since when; a rerun waits for the server to finish a request this old before it sends again
     */
    record Registering(FileKey file, long batch, Instant since) implements JournalEntry {}

    /** Alyx answered that it has not registered the file: no request of it runs any more. */
    record Declined(FileKey file) implements JournalEntry {}

    record Registered(FileKey file, UUID datasetId) implements JournalEntry {}

    record Published(FileKey file, FilePath target) implements JournalEntry {}

    /** The run gave the file up; what it had reached stays for the next run. */
    record Halted(FileKey file, String why) implements JournalEntry {}

    /** Nothing is left to do; {@code outcome} is a word for the report. */
    record Ended(FileKey file, String outcome) implements JournalEntry {}
}
