package org.alyxtransfer.plan;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.alyxtransfer.dataset.Checksum;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.SessionPath;
import org.alyxtransfer.dataset.TransferException;

/**
 * What happened, as it happens. Of one file: {@code Started}, any number of {@code Advanced}, {@code Verified}, then
 * {@code Registering}, {@code Registered} and {@code Published} in the order that the naming asks for; only {@link
 * Finished} is terminal, and every planned file gets exactly one.
 */
public sealed interface TransferEvent {
    /** Something given to be moved belongs to no session, or cannot be read; it was left where it is. */
    record NotPlanned(String where, TransferException why) implements TransferEvent {}

    /** The session is being planned; its files follow. */
    record SessionOpened(SessionPath session) implements TransferEvent {}

    /** The session could not be planned, or not to its end; files that were planned before have events of their own. */
    record SessionFailed(SessionPath session, TransferException why) implements TransferEvent {}

    /** All files of the session are finished. */
    record SessionClosed(SessionPath session) implements TransferEvent {}

    /** The file was planned; feeds the totals. */
    record Planned(PlannedFile file) implements TransferEvent {}

    record Started(PlannedFile.ToMove file) implements TransferEvent {}

    /** So many more bytes of the file arrived. */
    record Advanced(PlannedFile.ToMove file, long bytes) implements TransferEvent {}

    /** A source failed and the file starts again from the next one. */
    record Retried(PlannedFile.ToMove file, TransferException why) implements TransferEvent {}

    /** Staged, whole and checked; {@code how} is the name of the verification. */
    record Verified(PlannedFile.ToMove file, Set<Checksum> checksums, String how) implements TransferEvent {}

    /** A batch is about to be sent to Alyx. */
    record Registering(SessionPath session, List<PlannedFile.ToMove> files) implements TransferEvent {
        public Registering {
            files = List.copyOf(files);
        }
    }

    record Registered(PlannedFile.ToMove file, UUID datasetId) implements TransferEvent {}

    /** Visible under its final name. */
    record Published(PlannedFile.ToMove file, FilePath target) implements TransferEvent {}

    record Finished(PlannedFile file, Outcome outcome) implements TransferEvent {}

    /** The original was removed, after its published file was read back; comes after {@code Finished}. */
    record SourceRemoved(PlannedFile file) implements TransferEvent {}

    /** The original should have been removed and was not; comes after {@code Finished}. */
    record SourceKept(PlannedFile file, TransferException why) implements TransferEvent {}

    /** So many files are moved at once from now on; of a run that finds the number by itself. */
    record Paced(int files, String why) implements TransferEvent {}
}
