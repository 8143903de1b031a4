package org.alyxtransfer.journal;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.alyxtransfer.dataset.Checksum;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.plan.Step;
import org.alyxtransfer.storage.StagedFile;
import org.alyxtransfer.storage.Storage.OnExisting;

/**
 * How far a file has come that has not ended: all that is needed to go on with it, its source's place excepted.
 *
 * @param step the last durable step
 * @param size the source's when the copy began, as is {@code modified}
 * @param reached what is staged without a gap; empty once the file is verified
 * @param checksums empty before the file is verified
 * @param sent when it was last sent to Alyx; a request of that time may still run
 * @param datasetId its id in Alyx, once that is known
 * @param trouble why the last run gave it up; "" when it did not
 * @param touched whether this run has written of it already
 */
public record FileProgress(
        FileKey file,
        Step step,
        FilePath staging,
        FilePath target,
        long size,
        Instant modified,
        boolean isDefault,
        OnExisting onExisting,
        Optional<Reached> reached,
        Set<Checksum> checksums,
        Optional<Instant> sent,
        Optional<UUID> datasetId,
        String trouble,
        boolean touched) {

    /** The first so many bytes, and their digest; {@code beginning} is as in {@link JournalEntry.Reached}. */
    public record Reached(long bytes, Checksum prefix, String beginning) {}

    /** Its bytes are at the destination, whole. */
    public boolean isWhole() {
        return step != Step.STARTED;
    }

    public StagedFile staged() {
        return new StagedFile(staging, size);
    }

    static FileProgress begun(JournalEntry.Started started, Optional<Instant> sent) {
        return new FileProgress(
                started.file(),
                Step.STARTED,
                started.staging(),
                started.target(),
                started.size(),
                started.modified(),
                started.isDefault(),
                started.onExisting(),
                Optional.empty(),
                Set.of(),
                sent,
                Optional.empty(),
                "",
                true);
    }

    /** The same after a later entry; {@code Started} and {@code Ended} replace it instead. */
    FileProgress after(JournalEntry entry) {
        if (entry instanceof JournalEntry.Reached mark) {
            return with(
                    Step.STARTED, Optional.of(new Reached(mark.bytes(), mark.prefix(), mark.beginning())), checksums);
        }
        if (entry instanceof JournalEntry.Verified verified) {
            return with(Step.VERIFIED, Optional.empty(), verified.checksums());
        }
        if (entry instanceof JournalEntry.Registering registering) {
            return with(Step.REGISTERING, Optional.of(registering.since()), datasetId, "");
        }
        if (entry instanceof JournalEntry.Declined) {
            return with(Step.VERIFIED, Optional.empty(), datasetId, "");
        }
        if (entry instanceof JournalEntry.Registered registered) {
            return with(Step.REGISTERED, Optional.empty(), Optional.of(registered.datasetId()), "");
        }
        if (entry instanceof JournalEntry.Published) {
            return with(Step.PUBLISHED, sent, datasetId, "");
        }
        return entry instanceof JournalEntry.Halted halted ? with(step, sent, datasetId, halted.why()) : this;
    }

    private FileProgress with(Step next, Optional<Reached> mark, Set<Checksum> sums) {
        return new FileProgress(
                file,
                next,
                staging,
                target,
                size,
                modified,
                isDefault,
                onExisting,
                mark,
                sums,
                sent,
                datasetId,
                "",
                true);
    }

    private FileProgress with(Step next, Optional<Instant> request, Optional<UUID> id, String why) {
        return new FileProgress(
                file,
                next,
                staging,
                target,
                size,
                modified,
                isDefault,
                onExisting,
                reached,
                checksums,
                request,
                id,
                why,
                true);
    }
}
