package org.alyxtransfer.engine;

import java.util.List;
import java.util.UUID;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.journal.FileKey;
import org.alyxtransfer.journal.FileProgress;
import org.alyxtransfer.journal.Journal;
import org.alyxtransfer.journal.JournalEntry;
import org.alyxtransfer.plan.Outcome;
import org.alyxtransfer.plan.PlannedFile;
import org.alyxtransfer.plan.PlannedFile.ToMove;
import org.alyxtransfer.plan.TransferEvent;
import org.alyxtransfer.plan.TransferPlan;
import org.alyxtransfer.register.VerifiedFile;
import org.alyxtransfer.storage.Lease;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Gives verified files their final names and ends every file with its outcome. */
final class FileFinisher {
    private final TransferPlan plan;
    private final Journal journal;

    FileFinisher(TransferPlan plan, Journal journal) {
        this.plan = plan;
        this.journal = journal;
    }

    /**
     * Publishes under the planned name.
     *
     * @param last whether nothing is left to do after it, which is noted together with it
     */
    Mono<TransferEvent> publish(VerifiedFile verified, boolean last) {
        return publish(verified, verified.file().target(), last);
    }

    /** Publishes under the planned name with the dataset's id in it, as the last step. */
    Mono<TransferEvent> publish(VerifiedFile verified, UUID datasetId) {
        ToMove file = verified.file();
        String name = file.dataset().relativeWithId(datasetId).name();
        return publish(verified, file.target().sibling(name), true);
    }

    /** The last event of a file; what did not go well stays in the journal, for the next run. */
    Mono<TransferEvent> finish(ToMove file, Outcome outcome) {
        return journal.append(List.of(last(FileMover.key(file), outcome)))
                .thenReturn(new TransferEvent.Finished(file, outcome));
    }

    /** The only event of a file that was settled by the planner, with what an earlier run may have left of it. */
    Mono<TransferEvent> settle(PlannedFile.Settled file, EarlierRun earlier) {
        Mono<TransferEvent> told = Mono.just(new TransferEvent.Finished(file, file.outcome()));
        FileKey key = new FileKey(file.session(), file.relative());
        return earlier.of(key)
                .map(left -> tidyUp(left, file.outcome()).then(told))
                .orElse(told);
    }

    private Mono<Void> tidyUp(FileProgress left, Outcome outcome) {
        boolean same = outcome instanceof Outcome.Skipped skipped && skipped.reason() == Outcome.Skipped.Reason.SAME;
        Mono<Void> noted = journal.append(
                List.of(same ? new JournalEntry.Ended(left.file(), "Done") : last(left.file(), outcome)));
        return same
                ? plan.destination()
                        .discard(left.staging())
                        .then(noted)
                        .onErrorResume(Lease::isLost, lost -> Mono.empty()) // the next run does it
                : noted;
    }

    /** Forgets a file of an earlier run that is to be moved no more. */
    Mono<Void> gone(FileProgress left) {
        return journal.append(List.of(new JournalEntry.Ended(left.file(), "Gone")));
    }

    private static JournalEntry last(FileKey file, Outcome outcome) {
        if (outcome instanceof Outcome.Failed failed) {
            return new JournalEntry.Halted(file, String.valueOf(failed.why().getMessage()));
        }
        if (outcome instanceof Outcome.Unregistered unregistered) {
            return new JournalEntry.Halted(
                    file, String.valueOf(unregistered.why().getMessage()));
        }
        return outcome instanceof Outcome.Skipped skipped
                ? new JournalEntry.Halted(file, skipped.reason().name())
                : new JournalEntry.Ended(file, outcome.getClass().getSimpleName());
    }

    /** Nothing is left to do, and the journal knows it. */
    TransferEvent done(VerifiedFile verified) {
        return new TransferEvent.Finished(verified.file(), new Outcome.Done());
    }

    Flux<TransferEvent> failed(ToMove file, Throwable failure) {
        TransferException why = TransferException.from(failure, file.session() + "/" + file.relative());
        return finish(file, new Outcome.Failed(why)).flux();
    }

    private Mono<TransferEvent> publish(VerifiedFile verified, FilePath target, boolean last) {
        ToMove file = verified.file();
        FileKey key = FileMover.key(file);
        JournalEntry published = new JournalEntry.Published(key, target);
        return plan.destination()
                .publish(verified.staged(), target, file.onExisting())
                .then(journal.append(last ? List.of(published, last(key, new Outcome.Done())) : List.of(published)))
                .thenReturn(new TransferEvent.Published(file, target));
    }
}
