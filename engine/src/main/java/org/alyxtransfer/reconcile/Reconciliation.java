package org.alyxtransfer.reconcile;

import com.google.errorprone.annotations.CheckReturnValue;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.alyxtransfer.alyx.AlyxClient;
import org.alyxtransfer.alyx.DatasetTypes;
import org.alyxtransfer.alyx.SessionSummary;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.SessionPath;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.plan.ContentDigest;
import org.alyxtransfer.plan.DownloadSettings;
import org.alyxtransfer.plan.FolderWalk;
import org.alyxtransfer.plan.FolderWalk.Found;
import org.alyxtransfer.plan.Location;
import org.alyxtransfer.plan.UploadRoot;
import org.alyxtransfer.register.SessionRegistrar;
import org.alyxtransfer.storage.FileSource;
import org.alyxtransfer.storage.HeldSession;
import org.alyxtransfer.storage.Lease;
import org.alyxtransfer.storage.Storage;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Compares disk, share and Alyx session by session, and repairs what was asked for.
 *
 * <p>Lazy. Holds the names of a few sessions in memory, never more. Reads only, and takes no lease, unless something is to
 * be repaired; then it compares again under the session's lease. A session's failure is an event; the stream fails only when
 * no sessions can be had.
 */
@CheckReturnValue
public final class Reconciliation {
    private static final int SESSIONS_AT_ONCE = 4;
    private static final int READS_AT_ONCE = 4;

    private final AlyxClient alyx;
    private final Storage share;
    private final SessionLook look;
    private final Proof proof;
    private final Repair repair;
    private final ReconcileSettings settings;

    public Reconciliation(
            AlyxClient alyx,
            Storage share,
            ContentDigest digest,
            SessionRegistrar registrar,
            ReconcileSettings settings) {
        Mono<DatasetTypes> types = alyx.typeMatcher().cache();
        this.alyx = alyx;
        this.share = share;
        this.look = new SessionLook(alyx, share);
        this.proof = new Proof(digest, settings.algorithm());
        this.repair = new Repair(share, proof, registrar, types, settings);
        this.settings = settings;
    }

    /** The sessions whose folders lie in these: files that are only on the share or in Alyx are no gap. */
    public Flux<ReconcileEvent> ofFolders(Collection<UploadRoot> roots) {
        return Flux.fromIterable(roots)
                .concatMap(root -> FolderWalk.sessions(root).map(found -> inFolder(root, found)), 1)
                .flatMapSequential(events -> events, SESSIONS_AT_ONCE, 1);
    }

    /**
     * The sessions that a query found.
     *
     * @param downloads where each file that is to be used should be as well; empty to compare share and Alyx
     */
    public Flux<ReconcileEvent> ofSessions(Flux<SessionSummary> sessions, Optional<FileSource> downloads) {
        return sessions.flatMapSequential(found -> ofSession(found, downloads), SESSIONS_AT_ONCE, 1);
    }

    private Flux<ReconcileEvent> inFolder(UploadRoot root, Found found) {
        if (found instanceof Found.Session session) {
            Location folder = new Location(root.source(), session.folder());
            return id(session.session())
                    .map(Optional::of)
                    .defaultIfEmpty(Optional.empty())
                    .map(id -> new SessionPlaces(session.session(), id, List.of(folder), false))
                    .flatMapMany(this::reconciled)
                    .onErrorResume(failure -> Flux.just(failed(session.session(), failure)));
        }
        FolderWalk.Listing listing = ((Found.Outside) found).listing();
        return Mono.justOrEmpty(listing.failure())
                .<ReconcileEvent>map(
                        failure -> new ReconcileEvent.Failed(root.source().name() + "/" + listing.folder(), failure))
                .flux();
    }

    private Mono<UUID> id(SessionPath session) {
        return alyx.session(session).map(SessionSummary::id);
    }

    private Flux<ReconcileEvent> ofSession(SessionSummary found, Optional<FileSource> downloads) {
        SessionPath session;
        try {
            session = found.path();
        } catch (TransferException unusable) {
            return Flux.just(new ReconcileEvent.Failed("session " + found.id(), unusable));
        }
        Stream<FilePath> folders = Stream.of(session.folder(), DownloadSettings.folder(found.lab(), session.folder()))
                .distinct();
        List<Location> places = downloads.stream()
                .flatMap(source -> folders.map(folder -> new Location(source, folder)))
                .toList();
        return reconciled(new SessionPlaces(session, Optional.of(found.id()), places, downloads.isPresent()))
                .onErrorResume(failure -> Flux.just(failed(session, failure)));
    }

    private Flux<ReconcileEvent> reconciled(SessionPlaces places) {
        return compared(places)
                .flatMapMany(compared -> compared.files().stream().anyMatch(file -> settings.allows(file.remedy()))
                        ? repaired(places, compared)
                        : told(compared))
                .concatWithValues(new ReconcileEvent.SessionCompared(places.session()));
    }

    private record Comparison(SessionView view, List<ComparedFile> files) {}

    private Mono<Comparison> compared(SessionPlaces places) {
        return look.at(places).flatMap(view -> Flux.fromIterable(new SessionComparison(view, settings).files())
                .flatMapSequential(this::read, READS_AT_ONCE, 1)
                .collectList()
                .map(files -> new Comparison(view, files)));
    }

    private Mono<ComparedFile> read(ComparedFile file) {
        return settings.readAll() ? proof.compare(file) : Mono.just(file);
    }

    private static Flux<ReconcileEvent> told(Comparison compared) {
        return Flux.fromIterable(compared.files()).map(ReconcileEvent.Compared::new);
    }

    /** Where the lease is another's, that client may be about to end just what looks unfinished. */
    private Flux<ReconcileEvent> repaired(SessionPlaces places, Comparison before) {
        return Flux.usingWhen(
                        share.lease(places.session().folder()),
                        lease -> under(HeldSession.by(lease), places),
                        Reconciliation::released)
                .onErrorResume(busy -> Flux.concat(told(before), Flux.just(failed(places.session(), busy))));
    }

    private Flux<ReconcileEvent> under(HeldSession held, SessionPlaces places) {
        Flux<ReconcileEvent> repaired = compared(places).flatMapMany(now -> repair.of(now.view(), now.files(), held));
        return held.looking(repaired).onErrorResume(failure -> Flux.just(failed(places.session(), failure)));
    }

    private static Mono<Void> released(Lease lease) {
        return lease.release().onErrorComplete(); // as the server is gone, the lease is too
    }

    private static ReconcileEvent failed(SessionPath session, Throwable failure) {
        return new ReconcileEvent.Failed(session.toString(), TransferException.from(failure, session.toString()));
    }
}
