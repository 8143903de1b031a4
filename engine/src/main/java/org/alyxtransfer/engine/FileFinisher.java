package org.alyxtransfer.engine;

import java.util.List;
import java.util.UUID;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.journal.Journal;
import org.alyxtransfer.journal.JournalEntry;
import org.alyxtransfer.plan.Outcome;
import org.alyxtransfer.plan.PlannedFile;
import org.alyxtransfer.plan.PlannedFile.ToMove;
import org.alyxtransfer.plan.TransferEvent;
import org.alyxtransfer.plan.TransferPlan;
import org.alyxtransfer.register.VerifiedFile;
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

    /** Publishes under the planned name. */
    Mono<TransferEvent> publish(VerifiedFile verified) {
        return publish(verified, verified.file().target());
    }

    /** Publishes under the planned name with the dataset's id in it. */
    Mono<TransferEvent> publish(VerifiedFile verified, UUID datasetId) {
        ToMove file = verified.file();
        String name = file.dataset().relativeWithId(datasetId).name();
        return publish(verified, file.target().sibling(name));
    }

    /** The last event of a file. */
    Mono<TransferEvent> finish(PlannedFile file, Outcome outcome) {
        TransferEvent.Finished event = new TransferEvent.Finished(file, outcome);
        if (file instanceof ToMove moved) {
            JournalEntry ended = new JournalEntry.Ended(
                    FileMover.key(moved), outcome.getClass().getSimpleName());
            return journal.append(List.of(ended)).thenReturn(event);
        }
        return Mono.just(event);
    }

    Mono<TransferEvent> done(VerifiedFile verified) {
        return finish(verified.file(), new Outcome.Done());
    }

    Flux<TransferEvent> failed(ToMove file, Throwable failure) {
        TransferException why = TransferException.from(failure, file.session() + "/" + file.relative());
        return finish(file, new Outcome.Failed(why)).flux();
    }

    private Mono<TransferEvent> publish(VerifiedFile verified, FilePath target) {
        ToMove file = verified.file();
        JournalEntry published = new JournalEntry.Published(FileMover.key(file), target);
        return plan.destination()
                .publish(verified.staged(), target, file.onExisting())
                .then(journal.append(List.of(published)))
                .thenReturn(new TransferEvent.Published(file, target));
    }
}
