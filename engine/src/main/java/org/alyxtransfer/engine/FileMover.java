package org.alyxtransfer.engine;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.alyxtransfer.copy.CopyRequest;
import org.alyxtransfer.copy.CopyStep;
import org.alyxtransfer.copy.FileCopy;
import org.alyxtransfer.copy.KeptBytes;
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
    /** How a file was verified that an earlier run had moved. */
    static final String EARLIER = "EARLIER";

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
    Flux<Moved> move(ToMove file, EarlierRun earlier) {
        FilePath staging = StagingNames.of(file, plan.direction());
        Flux<Moved> copied = Flux.defer(() -> copy(file, staging, earlier));
        return Flux.concat(
                Mono.just(Moved.event(new TransferEvent.Started(file))),
                earlier.of(key(file)).isEmpty()
                        ? copied
                        : earlier.whole(file, staging)
                                .flatMapMany(FileMover::movedBefore)
                                .switchIfEmpty(copied));
    }

    /** An earlier run brought it here and checked it; only what comes after that is left to do. */
    private static Flux<Moved> movedBefore(VerifiedFile whole) {
        return Flux.just(
                Moved.event(new TransferEvent.Verified(whole.file(), whole.checksums(), EARLIER)),
                new Moved.Ready(whole));
    }

    private Flux<Moved> copy(ToMove file, FilePath staging, EarlierRun earlier) {
        if (file.sources().isEmpty()) {
            return Flux.error(new TransferException(
                    Kind.NOT_FOUND,
                    file.session() + "/" + file.relative(),
                    "an earlier run had sent it, but neither its original nor the copy is whole any more"));
        }
        Optional<KeptBytes> kept = earlier.kept(file, staging);
        Mono<Void> started = kept.isPresent()
                ? Mono.empty() // what the journal has of it stays
                : journal.append(List.of(started(file, staging)));
        return started.then(space.admit(file, staging))
                .thenMany(Flux.defer(() -> fromSource(new Request(file, staging, kept, earlier), 0, Optional.empty())));
    }

    private static JournalEntry started(ToMove file, FilePath staging) {
        return new JournalEntry.Started(
                key(file), staging, file.target(), file.size(), file.modified(), file.isDefault(), file.onExisting());
    }

    /** What is copied, whatever its source. */
    private record Request(ToMove file, FilePath staging, Optional<KeptBytes> kept, EarlierRun earlier) {}

    static FileKey key(ToMove file) {
        return new FileKey(file.session(), file.relative());
    }

    /** That another place does not have the file says less than why the first place could not give it. */
    private Flux<Moved> fromSource(Request wanted, int index, Optional<TransferException> earlier) {
        Location from = wanted.file().sources().get(index);
        Flux<Moved> moved = copy.copy(from.source(), plan.destination(), request(wanted, from))
                .concatMap(step -> told(wanted, step), 1)
                .onErrorMap(failure -> earlier.isPresent() && isMissing(failure) ? earlier.get() : failure);
        if (index + 1 == wanted.file().sources().size()) {
            return moved;
        }
        return moved.onErrorResume(FileMover::anotherMayHaveIt, failure -> fromNext(wanted, index, from, failure));
    }

    private Flux<Moved> fromNext(Request wanted, int index, Location from, Throwable failure) {
        TransferException why = TransferException.from(failure, from.toString());
        Optional<TransferException> telling = isMissing(why) ? Optional.empty() : Optional.of(why);
        return Flux.concat(
                Mono.just(Moved.event(new TransferEvent.Retried(wanted.file(), why))),
                fromSource(wanted, index + 1, telling));
    }

    private CopyRequest request(Request wanted, Location from) {
        ToMove file = wanted.file();
        boolean known =
                plan.direction() == Direction.DOWNLOAD && file.expected().isPresent();
        boolean isUpload = plan.direction() == Direction.UPLOAD;
        CopyRequest request = new CopyRequest(
                        from.path(),
                        wanted.staging(),
                        known ? Set.of() : options.algorithms(),
                        options.verification().of(key(file), wire),
                        Optional.of(new FileStat(from.path(), FileStat.Type.FILE, file.size(), file.modified())),
                        file.expected(),
                        known ? Start.RESUME : Start.FRESH)
                .marking(isUpload || known ? options.markBytes() : 0);
        CopyRequest seen = isUpload ? request.seen() : request; // downloads know the time that Alyx told, if any
        return wanted.kept().map(seen::resumingAfter).orElse(seen);
    }

    private Flux<Moved> told(Request wanted, CopyStep step) {
        ToMove file = wanted.file();
        if (step instanceof CopyStep.Moved moved) {
            return Flux.just(Moved.event(new TransferEvent.Advanced(file, moved.bytes())));
        }
        if (step instanceof CopyStep.Reached reached) {
            JournalEntry mark =
                    new JournalEntry.Reached(key(file), reached.bytes(), reached.prefix(), reached.beginning());
            return journal.append(List.of(mark)).thenMany(Flux.empty());
        }
        CopyStep.Verified verified = (CopyStep.Verified) step;
        JournalEntry entry = new JournalEntry.Verified(key(file), verified.staged(), verified.checksums());
        VerifiedFile whole = new VerifiedFile(
                file, verified.staged(), verified.checksums(), wanted.earlier().sent(file), Optional.empty());
        return journal.append(List.of(entry))
                .thenMany(Flux.just(
                        Moved.event(new TransferEvent.Verified(
                                file, verified.checksums(), verified.how().name())),
                        new Moved.Ready(whole)));
    }

    private static boolean isMissing(Throwable failure) {
        return failure instanceof TransferException known && known.kind() == Kind.NOT_FOUND;
    }

    /** A full disk or a refused write here would fail with every source. */
    private static boolean anotherMayHaveIt(Throwable failure) {
        return failure instanceof TransferException known
                && known.kind() != Kind.FULL
                && known.kind() != Kind.EXISTS
                && known.kind() != Kind.LEASE_LOST
                && known.kind() != Kind.UNEXPECTED;
    }
}
