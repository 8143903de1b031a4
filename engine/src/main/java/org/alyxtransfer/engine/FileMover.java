package org.alyxtransfer.engine;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.alyxtransfer.copy.CopyRequest;
import org.alyxtransfer.copy.CopyStep;
import org.alyxtransfer.copy.FileCopy;
import org.alyxtransfer.copy.Verification;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.journal.FileKey;
import org.alyxtransfer.journal.Journal;
import org.alyxtransfer.journal.JournalEntry;
import org.alyxtransfer.plan.Direction;
import org.alyxtransfer.plan.Location;
import org.alyxtransfer.plan.PlannedFile.ToMove;
import org.alyxtransfer.plan.TransferEvent;
import org.alyxtransfer.plan.TransferPlan;
import org.alyxtransfer.register.VerifiedFile;
import org.alyxtransfer.storage.FileStat;
import org.alyxtransfer.storage.Limits;
import org.alyxtransfer.storage.Storage.Start;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Brings one file's bytes to the destination, from the first of its sources that can give them. */
final class FileMover {
    private final FileCopy copy;
    private final Journal journal;
    private final TransferPlan plan;
    private final TransferOptions options;
    private final SpaceGuard space;
    private final Limits.Wire wire;

    FileMover(FileCopy copy, Journal journal, TransferPlan plan, TransferOptions options, Limits.Wire wire) {
        this.copy = copy;
        this.journal = journal;
        this.plan = plan;
        this.options = options;
        this.space = new SpaceGuard(plan.destination());
        this.wire = wire;
    }

    /** Events of the copy, ending with a verified file; an error is this file's failure. */
    Flux<Moved> move(ToMove file) {
        FilePath staging = StagingNames.of(file, plan.direction());
        JournalEntry started = new JournalEntry.Started(key(file), staging, file.target());
        return Flux.concat(
                Mono.just(Moved.event(new TransferEvent.Started(file))),
                space.admit(file, staging)
                        .then(journal.append(List.of(started)))
                        .thenMany(Flux.defer(() -> fromSource(file, staging, 0, Optional.empty()))));
    }

    static FileKey key(ToMove file) {
        return new FileKey(file.session(), file.relative());
    }

    /** That another place does not have the file says less than why the first place could not give it. */
    private Flux<Moved> fromSource(ToMove file, FilePath staging, int index, Optional<TransferException> earlier) {
        Location from = file.sources().get(index);
        Flux<Moved> moved = copy.copy(from.source(), plan.destination(), request(file, from, staging))
                .concatMap(step -> told(file, step), 1)
                .onErrorMap(failure -> earlier.isPresent() && isMissing(failure) ? earlier.get() : failure);
        if (index + 1 == file.sources().size()) {
            return moved;
        }
        return moved.onErrorResume(
                FileMover::anotherMayHaveIt, failure -> fromNext(file, staging, index, from, failure));
    }

    private Flux<Moved> fromNext(ToMove file, FilePath staging, int index, Location from, Throwable failure) {
        TransferException why = TransferException.from(failure, from.toString());
        Optional<TransferException> telling = isMissing(why) ? Optional.empty() : Optional.of(why);
        return Flux.concat(
                Mono.just(Moved.event(new TransferEvent.Retried(file, why))),
                fromSource(file, staging, index + 1, telling));
    }

    private CopyRequest request(ToMove file, Location from, FilePath staging) {
        boolean download = plan.direction() == Direction.DOWNLOAD;
        return new CopyRequest(
                from.path(),
                staging,
                download && file.expected().isPresent() ? Set.of() : options.algorithms(),
                options.verification().orElseGet(() -> Verification.defaultFor(wire)),
                Optional.of(new FileStat(from.path(), FileStat.Type.FILE, file.size(), file.modified())),
                file.expected(),
                download && file.expected().isPresent() ? Start.RESUME : Start.FRESH);
    }

    private Flux<Moved> told(ToMove file, CopyStep step) {
        if (step instanceof CopyStep.Moved moved) {
            return Flux.just(Moved.event(new TransferEvent.Advanced(file, moved.bytes())));
        }
        CopyStep.Verified verified = (CopyStep.Verified) step;
        JournalEntry entry = new JournalEntry.Verified(key(file), verified.staged(), verified.checksums());
        return journal.append(List.of(entry))
                .thenMany(Flux.just(
                        Moved.event(new TransferEvent.Verified(
                                file, verified.checksums(), verified.how().name())),
                        new Moved.Ready(new VerifiedFile(file, verified.staged(), verified.checksums()))));
    }

    private static boolean isMissing(Throwable failure) {
        return failure instanceof TransferException known && known.kind() == Kind.NOT_FOUND;
    }

    /** A full disk or a refused write here would fail with every source. */
    private static boolean anotherMayHaveIt(Throwable failure) {
        return failure instanceof TransferException known
                && known.kind() != Kind.FULL
                && known.kind() != Kind.EXISTS
                && known.kind() != Kind.UNEXPECTED;
    }
}
