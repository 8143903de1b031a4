package org.alyxtransfer.plan;

import com.google.errorprone.annotations.CheckReturnValue;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.alyxtransfer.alyx.AlyxClient;
import org.alyxtransfer.alyx.Dataset;
import org.alyxtransfer.alyx.DatasetQuery;
import org.alyxtransfer.dataset.DatasetPath;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.SessionPath;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.plan.DoneBefore.Done;
import org.alyxtransfer.plan.FolderWalk.Listing;
import org.alyxtransfer.plan.Outcome.Skipped.Reason;
import org.alyxtransfer.storage.FileSource;
import org.alyxtransfer.storage.FileStat;
import org.alyxtransfer.storage.Storage;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Plans the files of one session's folder for upload. */
@CheckReturnValue
final class SessionUpload {
    private static final int DECISIONS_AT_ONCE = 8; // some have to hash the source to be made

    private final SessionPath session;
    private final FileSource source;
    private final FilePath folder;
    private final Storage destination;
    private final Naming naming;
    private final Optional<AlyxClient> alyx;
    private final UploadSettings settings;
    private final UploadRules rules;
    private final ContentDigest digest;
    private final DoneBefore doneBefore;

    SessionUpload(
            SessionPath session,
            FileSource source,
            FilePath folder,
            Storage destination,
            Naming naming,
            Optional<AlyxClient> alyx,
            UploadSettings settings,
            UploadRules rules,
            ContentDigest digest,
            DoneBefore doneBefore) {
        this.session = session;
        this.source = source;
        this.folder = folder;
        this.destination = destination;
        this.naming = naming;
        this.alyx = alyx;
        this.settings = settings;
        this.rules = rules;
        this.digest = digest;
        this.doneBefore = doneBefore;
    }

    Flux<PlannedFile> files() {
        return Mono.zip(registered(), doneBefore.in(session)).flatMapMany(both -> FolderWalk.below(source, folder)
                .concatMap(listing -> decide(listing, both.getT1(), both.getT2()), 1));
    }

    /** The session's datasets in Alyx, by their path; none when nothing is registered. */
    private Mono<Map<DatasetPath, Dataset>> registered() {
        return alyx.map(client -> sessionId(client)
                        .flatMapMany(id -> client.datasets(DatasetQuery.ofSession(id)))
                        .collect(HashMap<DatasetPath, Dataset>::new, SessionUpload::add)
                        .<Map<DatasetPath, Dataset>>map(found -> found))
                .orElseGet(() -> Mono.just(Map.of()));
    }

    /** Empty on a dry run of a session that is yet to be made. */
    private Mono<UUID> sessionId(AlyxClient client) {
        boolean mayCreate = settings.create().isPresent() && !settings.dryRun();
        if (mayCreate) {
            return client.findOrCreateSession(settings.create().get().apply(session))
                    .map(found -> found.session().id());
        }
        return client.session(session)
                .map(found -> found.id())
                .switchIfEmpty(Mono.defer(() -> settings.create().isPresent() ? Mono.empty() : Mono.error(unknown())));
    }

    private TransferException unknown() {
        return new TransferException(
                Kind.NOT_FOUND,
                session.toString(),
                "Alyx has no such session; nothing was sent. Create it (session create), or let the upload do so "
                        + "(--create-sessions)");
    }

    private static void add(Map<DatasetPath, Dataset> known, Dataset dataset) {
        try {
            known.put(dataset.path(), dataset);
        } catch (TransferException unusable) {
            // A name that no file here can have: nothing to compare it with.
        }
    }

    private Flux<PlannedFile> decide(Listing listing, Map<DatasetPath, Dataset> known, Map<FilePath, Done> done) {
        Flux<PlannedFile> unlisted = Flux.fromStream(listing.failure().stream())
                .map(failure -> failed(relative(listing.folder()), 0, failure));
        return listing.files().isEmpty() ? unlisted : unlisted.concatWith(decideEach(listing, known, done));
    }

    private Flux<PlannedFile> decideEach(Listing listing, Map<DatasetPath, Dataset> known, Map<FilePath, Done> done) {
        CaseClash clash = new CaseClash(listing);
        return stored(listing).flatMapMany(stored -> Flux.fromIterable(listing.files())
                .flatMapSequential(
                        file -> isDone(file, done)
                                ? Mono.just(settled(file, new Outcome.Skipped(Reason.SAME)))
                                : decide(file, clash, known, stored),
                        DECISIONS_AT_ONCE,
                        1));
    }

    private boolean isDone(FileStat file, Map<FilePath, Done> done) {
        Done before = done.get(relative(file.path()));
        return before != null
                && file.isFile()
                && before.size() == file.size()
                && before.modified().equals(file.modified());
    }

    private PlannedFile settled(FileStat file, Outcome outcome) {
        return new PlannedFile.Settled(session, relative(file.path()), file.size(), outcome);
    }

    /** What the share holds in the same folder: one listing instead of a question per file. */
    private Mono<Map<String, FileStat>> stored(Listing listing) {
        FilePath target = session.folder();
        FilePath there = listing.folder().equals(folder) ? target : target.resolve(relative(listing.folder()));
        return destination
                .list(there)
                .filter(FileStat::isFile)
                .collectMap(file -> file.path().name())
                .onErrorResume(SessionUpload::isMissing, missing -> Mono.just(Map.of()));
    }

    private Mono<PlannedFile> decide(
            FileStat file, CaseClash clash, Map<DatasetPath, Dataset> known, Map<String, FileStat> stored) {
        FilePath relative = relative(file.path());
        Optional<Reason> left =
                file.isFile() ? settings.filter().rejects(session, relative) : Optional.of(Reason.NOT_A_FILE);
        if (left.isPresent()) {
            return Mono.just(settled(file, new Outcome.Skipped(left.get())));
        }
        Optional<TransferException> clashes = clash.complaint(file.path());
        if (clashes.isPresent()) {
            return Mono.just(failed(relative, file.size(), clashes.get()));
        }
        return Mono.defer(() -> decide(file, DatasetPath.parse(relative), known, stored))
                .onErrorResume(TransferException.class, why -> Mono.just(failed(relative, file.size(), why)));
    }

    private Mono<PlannedFile> decide(
            FileStat file, DatasetPath dataset, Map<DatasetPath, Dataset> known, Map<String, FileStat> stored) {
        Optional<TransferException> complaint = rules.complaint(dataset);
        if (complaint.isPresent()) {
            return Mono.error(complaint.get());
        }
        Location from = new Location(source, file.path());
        return new UploadDecision(session, dataset, from, file, destination, naming, settings, digest)
                .make(known, stored);
    }

    private FilePath relative(FilePath path) {
        return path.equals(folder) ? FilePath.ROOT : path.relativeTo(folder);
    }

    private PlannedFile failed(FilePath relative, long size, TransferException why) {
        return new PlannedFile.Settled(session, relative, size, new Outcome.Failed(why));
    }

    private static boolean isMissing(Throwable failure) {
        return failure instanceof TransferException known && known.kind() == Kind.NOT_FOUND;
    }
}
