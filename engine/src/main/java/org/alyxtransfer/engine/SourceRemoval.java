package org.alyxtransfer.engine;

import com.google.errorprone.annotations.CheckReturnValue;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.alyxtransfer.copy.FileDigest;
import org.alyxtransfer.dataset.Checksum;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.plan.Location;
import org.alyxtransfer.plan.Outcome;
import org.alyxtransfer.plan.Outcome.Skipped.Reason;
import org.alyxtransfer.plan.PlannedFile;
import org.alyxtransfer.plan.PlannedFile.Settled;
import org.alyxtransfer.plan.PlannedFile.Stored;
import org.alyxtransfer.plan.PlannedFile.ToMove;
import org.alyxtransfer.plan.TransferEvent;
import org.alyxtransfer.storage.MemoryBudget;
import org.alyxtransfer.storage.Removable;
import org.alyxtransfer.storage.Removable.Version;
import org.alyxtransfer.storage.SourceFile;
import org.alyxtransfer.storage.StagedFile;
import org.alyxtransfer.storage.Storage;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Removes the originals of an upload, each after its published and registered file was read back over another connection
 * and both hold the bytes that Alyx has the digest of.
 *
 * <p>Removing is the last step of all: whatever ends the run before it leaves the original. Between the last look at the
 * original and its removal lies one call of the disk's thread; no system offers to do both at once. Folders stay.
 */
@CheckReturnValue
public final class SourceRemoval {
    private static final int AT_ONCE = 4;
    private static final long BUDGET = 16L << 20;

    private final Storage destination;
    private final FileDigest digest;

    /**
     * @param cpu where the hashing runs
     */
    public SourceRemoval(Storage destination, Scheduler cpu) {
        this.destination = destination;
        // Of its own: files on their way must not hold what is needed here for their events to be taken.
        this.digest = new FileDigest(new MemoryBudget(BUDGET), cpu);
    }

    /** The same events, and after a file's last one what became of its original. */
    public Flux<TransferEvent> after(Flux<TransferEvent> events) {
        return Flux.defer(() -> {
            Map<PlannedFile, Stored> stored = new ConcurrentHashMap<>(); // as many as are on their way
            return events.flatMap(event -> Flux.concat(Mono.just(event), removal(event, stored)), AT_ONCE, AT_ONCE);
        });
    }

    private Mono<TransferEvent> removal(TransferEvent event, Map<PlannedFile, Stored> stored) {
        if (event instanceof TransferEvent.Verified verified) {
            verified.file().sources().stream()
                    .findFirst()
                    .ifPresent(from -> stored.put(
                            verified.file(), new Stored(from, verified.file().target(), sum(verified.checksums()))));
        } else if (event instanceof TransferEvent.Published published) {
            stored.computeIfPresent(
                    published.file(),
                    (file, there) -> new Stored(there.source(), published.target(), there.checksum()));
        } else if (event instanceof TransferEvent.Finished finished) {
            return safe(finished, stored.remove(finished.file()))
                    .map(there -> removed(finished.file(), there))
                    .orElse(Mono.empty());
        }
        return Mono.empty();
    }

    private static Checksum sum(Set<Checksum> checksums) {
        return checksums.iterator().next();
    }

    private static Optional<Stored> safe(TransferEvent.Finished finished, @Nullable Stored moved) {
        if (finished.outcome() instanceof Outcome.Done) {
            return Optional.ofNullable(moved);
        }
        boolean same = finished.outcome() instanceof Outcome.Skipped skipped && skipped.reason() == Reason.SAME;
        return same && finished.file() instanceof Settled settled ? settled.stored() : Optional.empty();
    }

    private Mono<TransferEvent> removed(PlannedFile file, Stored stored) {
        return Mono.defer(() -> stored.source().source() instanceof Removable source
                        ? removed(source, file, stored)
                        : Mono.error(kept(Kind.UNSUPPORTED, file, "its place cannot remove files")))
                .onErrorResume(failure -> Mono.just(new TransferEvent.SourceKept(
                        file, TransferException.from(failure, file.session() + "/" + file.relative()))));
    }

    private Mono<TransferEvent> removed(Removable source, PlannedFile file, Stored stored) {
        FilePath path = stored.source().path();
        return source.version(path)
                .filter(version -> isAsPlanned(file, version))
                .flatMap(version -> readBack(file, stored)
                        .then(readHere(file, stored))
                        .then(Mono.defer(() -> source.removeIf(path, version))))
                .filter(gone -> gone)
                .<TransferEvent>map(gone -> new TransferEvent.SourceRemoved(file))
                .switchIfEmpty(Mono.error(
                        () -> kept(Kind.SOURCE_CHANGED, file, "changed since it was uploaded; upload it again")));
    }

    private static boolean isAsPlanned(PlannedFile file, Version version) {
        boolean sameTime = !(file instanceof ToMove moved) || moved.modified().equals(version.modified());
        return sameTime && file.size() == version.size();
    }

    private Mono<Void> readBack(PlannedFile file, Stored stored) {
        return Mono.usingWhen(
                        destination.openForReadBack(new StagedFile(stored.at(), file.size())),
                        open -> digest.of(open, Set.of(stored.checksum().algorithm())),
                        SourceFile::close)
                .filter(sums -> sums.contains(stored.checksum()))
                .switchIfEmpty(Mono.error(() -> kept(
                        Kind.CORRUPT,
                        file,
                        "its copy " + stored.at() + " in " + destination.name()
                                + " reads back with another digest than " + stored.checksum()
                                + "; remove that copy there, then upload again")))
                .then();
    }

    private Mono<Void> readHere(PlannedFile file, Stored stored) {
        Location from = stored.source();
        return Mono.usingWhen(
                        from.source().open(from.path()),
                        open -> digest.of(open, Set.of(stored.checksum().algorithm())),
                        SourceFile::close)
                .filter(sums -> sums.contains(stored.checksum()))
                .switchIfEmpty(Mono.error(
                        () -> kept(Kind.SOURCE_CHANGED, file, "changed since it was uploaded; upload it again")))
                .then();
    }

    private static TransferException kept(Kind kind, PlannedFile file, String why) {
        return new TransferException(kind, file.session() + "/" + file.relative(), why + ". The original was kept");
    }
}
