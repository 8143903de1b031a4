package org.alyxtransfer.reconcile;

import com.google.errorprone.annotations.CheckReturnValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.alyxtransfer.alyx.Dataset;
import org.alyxtransfer.alyx.DatasetTypes;
import org.alyxtransfer.alyx.TypeMatch;
import org.alyxtransfer.dataset.Checksum;
import org.alyxtransfer.dataset.DatasetPath;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.SessionPath;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.plan.PlannedFile.ToMove;
import org.alyxtransfer.register.RegisterStep;
import org.alyxtransfer.register.SessionRegistrar;
import org.alyxtransfer.register.VerifiedFile;
import org.alyxtransfer.storage.HeldSession;
import org.alyxtransfer.storage.Lease;
import org.alyxtransfer.storage.StagedFile;
import org.alyxtransfer.storage.Storage;
import org.alyxtransfer.storage.Storage.OnExisting;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Finishes what a lost client left of one session: reads each file, registers it where Alyx has no record of it, then gives
 * it its final name. Nothing that is there is written over; what cannot be proven stays as it is. The caller holds the
 * session's lease.
 */
@CheckReturnValue
final class Repair {
    private static final int READS_AT_ONCE = 4;

    private final Storage share;
    private final Proof proof;
    private final SessionRegistrar registrar;
    private final Mono<DatasetTypes> types;
    private final ReconcileSettings settings;

    Repair(
            Storage share,
            Proof proof,
            SessionRegistrar registrar,
            Mono<DatasetTypes> types,
            ReconcileSettings settings) {
        this.share = share;
        this.proof = proof;
        this.registrar = registrar;
        this.types = types;
        this.settings = settings;
    }

    /** A file after it was read: ready for what is left to do, or to be told as it is. */
    private sealed interface Read {
        record Told(ReconcileEvent event) implements Read {}

        record Proven(ComparedFile file, VerifiedFile verified) implements Read {}
    }

    /**
     * One event for each file.
     *
     * @param held the session; nothing is changed once its lease is lost, and reading ends soon after
     */
    Flux<ReconcileEvent> of(SessionView view, List<ComparedFile> files, HeldSession held) {
        return Flux.defer(() -> {
            Map<ComparedFile, Read> done = new ConcurrentHashMap<>();
            Flux<Read> all = Flux.fromIterable(files)
                    .flatMapSequential(
                            file -> read(view, file, held).doOnNext(read -> done.put(file, read)), READS_AT_ONCE, 1);
            return held.untilLost(all)
                    .collectList()
                    .flatMapMany(read -> Flux.concat(told(read), proven(view.session(), read, held)))
                    .onErrorResume(
                            Lease::isLost, lost -> Flux.fromIterable(files).map(file -> cut(file, done, lost)));
        });
    }

    /** What was done before the lease was lost stays done. */
    private static ReconcileEvent cut(ComparedFile file, Map<ComparedFile, Read> done, Throwable lost) {
        return done.get(file) instanceof Read.Told told ? told.event() : failed(file, lost);
    }

    private static Flux<ReconcileEvent> told(List<Read> read) {
        return Flux.fromIterable(read).ofType(Read.Told.class).map(Read.Told::event);
    }

    private Mono<Read> read(SessionView view, ComparedFile file, HeldSession held) {
        if (!settings.allows(file.remedy())) {
            return Mono.just(new Read.Told(new ReconcileEvent.Compared(file)));
        }
        Mono<Read> done =
                switch (file.remedy()) {
                    case FINISH -> proven(view, file);
                    case REMOVE_LEFTOVER ->
                        published(file).flatMap(right -> removed(file, held)).map(Read.Told::new);
                    case REMOVE_UNKNOWN -> removed(file, held).map(Read.Told::new);
                    case NONE -> Mono.just(new Read.Told(new ReconcileEvent.Compared(file)));
                };
        return done.onErrorResume(failure -> Mono.just(new Read.Told(failed(file, failure))));
    }

    private Mono<Read> proven(SessionView view, ComparedFile file) {
        return complaint(view, file)
                .then(Mono.defer(() -> proof.share(file)))
                .map(sum -> new Read.Proven(file, verified(file, sum)));
    }

    /** What Alyx would refuse is refused before it is read. */
    private Mono<Void> complaint(SessionView view, ComparedFile file) {
        if (!view.isKnown()) {
            return Mono.error(new TransferException(
                    Kind.NOT_FOUND, file.toString(), "Alyx has no such session; create it first (session create)"));
        }
        if (file.dataset().isPresent()) {
            return Mono.empty();
        }
        return types.map(known -> known.match(file.relative().name()))
                .filter(match -> !(match instanceof TypeMatch.Known))
                .flatMap(match -> Mono.error(match.refusal(file.toString())));
    }

    /** Completes with the published file's digest when it is the one that Alyx has. */
    private Mono<Checksum> published(ComparedFile leftover) {
        Dataset dataset = leftover.dataset().orElseThrow();
        FilePath at = settings.naming().registered(target(leftover), dataset.id());
        return share.stat(at)
                .switchIfEmpty(Mono.error(() -> new TransferException(
                        Kind.NOT_FOUND, leftover.toString(), "its published file has another name; left as it is")))
                .flatMap(stat -> proof.share(new ComparedFile(
                        leftover.session(),
                        leftover.relative(),
                        Finding.SAME,
                        "",
                        Optional.empty(),
                        Optional.of(new Copy(share, stat)),
                        leftover.dataset(),
                        Remedy.NONE)));
    }

    private Mono<ReconcileEvent> removed(ComparedFile file, HeldSession held) {
        return held.confirmed()
                .then(Mono.defer(
                        () -> share.discard(file.share().orElseThrow().stat().path())))
                .thenReturn(new ReconcileEvent.Repaired(file, "removed"));
    }

    private VerifiedFile verified(ComparedFile file, Checksum sum) {
        Copy stored = file.share().orElseThrow();
        ToMove planned = new ToMove(
                file.session(),
                DatasetPath.parse(file.relative()),
                List.of(),
                target(file),
                stored.size(),
                stored.stat().modified(),
                Optional.of(sum),
                file.dataset().map(Dataset::id),
                file.dataset().map(Dataset::isDefault).orElse(true),
                OnExisting.FAIL);
        return new VerifiedFile(planned, new StagedFile(stored.stat().path(), stored.size()), Set.of(sum));
    }

    private Flux<ReconcileEvent> proven(SessionPath session, List<Read> read, HeldSession held) {
        Map<ToMove, ComparedFile> files = new HashMap<>();
        List<VerifiedFile> toRegister = new ArrayList<>();
        List<VerifiedFile> toName = new ArrayList<>();
        for (Read one : read) {
            if (one instanceof Read.Proven proven) {
                files.put(proven.verified().file(), proven.file());
                boolean recorded =
                        proven.file().dataset().filter(settings::isRecorded).isPresent();
                (recorded ? toName : toRegister).add(proven.verified());
            }
        }
        Flux<ReconcileEvent> named = Flux.fromIterable(toName)
                .concatMap(file -> named(at(files, file), file, idOf(file), "published", held), 1);
        Flux<ReconcileEvent> registered = registrar
                .register(session, held.confirmed(), Flux.fromIterable(toRegister))
                .concatMap(step -> answered(files, step, held), 1);
        return Flux.concat(named, registered);
    }

    private Mono<ReconcileEvent> answered(Map<ToMove, ComparedFile> files, RegisterStep step, HeldSession held) {
        if (step instanceof RegisterStep.Known known) {
            return named(at(files, known.file()), known.file(), known.datasetId(), "registered", held);
        }
        if (step instanceof RegisterStep.Refused refused) {
            return Mono.just(failed(at(files, refused.file()), refused.why()));
        }
        return Mono.empty();
    }

    private Mono<ReconcileEvent> named(
            ComparedFile file, VerifiedFile verified, UUID id, String how, HeldSession held) {
        FilePath wanted = settings.naming().registered(verified.file().target(), id);
        boolean isNamed = verified.staged().path().equals(wanted);
        Mono<Void> renamed = isNamed
                ? Mono.empty()
                : held.confirmed().then(Mono.defer(() -> share.publish(verified.staged(), wanted, OnExisting.FAIL)));
        return renamed.<ReconcileEvent>thenReturn(new ReconcileEvent.Repaired(file, how))
                .onErrorResume(failure -> Mono.just(failed(file, failure)));
    }

    private static FilePath target(ComparedFile file) {
        return file.session().folder().resolve(file.relative());
    }

    private static ReconcileEvent failed(ComparedFile file, Throwable failure) {
        return new ReconcileEvent.NotRepaired(file, TransferException.from(failure, file.toString()));
    }

    private static ComparedFile at(Map<ToMove, ComparedFile> files, VerifiedFile file) {
        ComparedFile compared = files.get(file.file());
        if (compared == null) {
            throw new IllegalStateException("nobody asked for " + file.file());
        }
        return compared;
    }

    private static UUID idOf(VerifiedFile file) {
        return file.file().datasetId().orElseThrow();
    }
}
