package org.alyxtransfer.engine;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.alyxtransfer.copy.FileCopy;
import org.alyxtransfer.dataset.DatasetPath;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.SessionPath;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.journal.FileProgress;
import org.alyxtransfer.journal.Journal;
import org.alyxtransfer.plan.Direction;
import org.alyxtransfer.plan.PlannedFile;
import org.alyxtransfer.plan.PlannedFile.ToMove;
import org.alyxtransfer.plan.PlannedSession;
import org.alyxtransfer.plan.TransferPlan;
import org.alyxtransfer.storage.Limits;
import org.alyxtransfer.storage.Storage;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What earlier runs of the job left, session by session, and what the plan of this run has no more place for.
 *
 * <p>A file is given up only when the plan was made to its end and does not hold it: a folder that could not be read, or
 * an Alyx that could not be asked, gives nothing up. State of one run.
 */
final class EarlierRuns {
    private final Journal journal;
    private final TransferPlan plan;
    private final Limits limits;
    private final FileCopy copy;
    private final FileFinisher finisher;
    private final Set<SessionPath> failed = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean incomplete = new AtomicBoolean();

    EarlierRuns(Journal journal, TransferPlan plan, Limits limits, FileCopy copy, FileFinisher finisher) {
        this.journal = journal;
        this.plan = plan;
        this.limits = limits;
        this.copy = copy;
        this.finisher = finisher;
    }

    Mono<EarlierRun> of(SessionPath session) {
        return journal.unfinished(session).collectList().map(files -> new EarlierRun(files, plan, limits, copy));
    }

    /** A part of the plan could not be made. */
    void notAllPlanned() {
        incomplete.set(true);
    }

    void notAllPlanned(SessionPath session) {
        failed.add(session);
    }

    /** Sessions with what this run has not touched; each holds just those files. */
    Flux<PlannedSession> leftovers() {
        return journal.unfinishedSessions()
                .filter(session -> !failed.contains(session))
                .concatMap(this::leftover, 1);
    }

    private Mono<PlannedSession> leftover(SessionPath session) {
        return journal.unfinished(session)
                .filter(left -> !left.touched())
                .collectList()
                .flatMap(left -> leftover(session, left));
    }

    private Mono<PlannedSession> leftover(SessionPath session, List<FileProgress> left) {
        boolean upload = plan.direction() == Direction.UPLOAD;
        List<FileProgress> whole =
                left.stream().filter(file -> upload && file.isWhole()).toList();
        Flux<PlannedFile> files = Flux.fromIterable(whole).map(EarlierRuns::toMove);
        List<FileProgress> rest = left.stream()
                .filter(file -> !whole.contains(file) && !incomplete.get())
                .toList();
        return givenUp(rest)
                .then(Mono.justOrEmpty(
                        whole.isEmpty()
                                ? Optional.empty()
                                : Optional.of(new PlannedSession(session, session.folder(), true, files))));
    }

    /** What is left of them is removed under the session's lease; where another client has that, the next run does it. */
    private Mono<Void> givenUp(List<FileProgress> files) {
        Flux<FileProgress> all = Flux.fromIterable(files);
        Mono<Void> gone = all.concatMap(finisher::gone, 1).then();
        return all.filterWhen(file -> plan.destination().stat(file.staging()).hasElement(), 1)
                .collectList()
                .flatMap(staged -> staged.isEmpty() ? gone : discarded(staged).then(gone))
                .onErrorResume(EarlierRuns::isOthers, busy -> Mono.empty());
    }

    private Mono<Void> discarded(List<FileProgress> files) {
        Storage destination = plan.destination();
        Flux<Void> discarded = Flux.fromIterable(files).concatMap(file -> destination.discard(file.staging()), 1);
        return Mono.usingWhen(
                destination.lease(folder(files.get(0))), lease -> discarded.then(), lease -> lease.release()
                        .onErrorComplete());
    }

    /** Of its session at the destination. */
    private static FilePath folder(FileProgress file) {
        int depth = file.file().relative().elements().size();
        FilePath folder = file.target();
        for (int i = 0; i < depth; i++) {
            folder = folder.parent();
        }
        return folder;
    }

    private static boolean isOthers(Throwable failure) {
        return failure instanceof TransferException known
                && (known.kind() == Kind.BUSY || known.kind() == Kind.LEASE_LOST);
    }

    /** What the journal knows of it; it has no source, and needs none. */
    private static ToMove toMove(FileProgress left) {
        return new ToMove(
                left.file().session(),
                DatasetPath.parse(left.file().relative()),
                List.of(),
                left.target(),
                left.size(),
                left.modified(),
                left.checksums().stream().findFirst(),
                left.datasetId(),
                left.isDefault(),
                left.onExisting());
    }
}
