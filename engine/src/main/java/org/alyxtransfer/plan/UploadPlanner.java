package org.alyxtransfer.plan;

import com.google.errorprone.annotations.CheckReturnValue;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.alyxtransfer.alyx.AlyxClient;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.SessionPath;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.plan.FolderWalk.Found;
import org.alyxtransfer.plan.FolderWalk.Listing;
import org.alyxtransfer.storage.FileStat;
import org.alyxtransfer.storage.Storage;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Plans an upload: finds sessions in folders, checks names, types, session and protection against Alyx, and leaves out
 * what is there already.
 *
 * <p>Everything is checked before a byte of a file moves. The plan fails as a whole only when Alyx cannot be asked or
 * lacks the repository.
 */
@CheckReturnValue
public final class UploadPlanner {
    private final Storage destination;
    private final Optional<AlyxClient> alyx;
    private final UploadSettings settings;
    private final ContentDigest digest;
    private final DoneBefore doneBefore;

    /**
     * @param alyx empty for files that are only stored and not registered
     */
    public UploadPlanner(
            Storage destination, Optional<AlyxClient> alyx, UploadSettings settings, ContentDigest digest) {
        this(destination, alyx, settings, digest, DoneBefore.NOTHING);
    }

    /** One that continues a job. */
    public UploadPlanner(
            Storage destination,
            Optional<AlyxClient> alyx,
            UploadSettings settings,
            ContentDigest digest,
            DoneBefore doneBefore) {
        this.destination = destination;
        this.alyx = alyx;
        this.settings = settings;
        this.digest = digest;
        this.doneBefore = doneBefore;
    }

    public TransferPlan plan(Collection<UploadRoot> roots) {
        Mono<UploadRules> rules = rules().cache(); // types and formats are asked for once per run
        Flux<PlanItem> items =
                rules.flatMapMany(known -> Flux.fromIterable(roots).concatMap(root -> items(root, known), 1));
        return new TransferPlan(Direction.UPLOAD, naming(), alyx.isPresent(), destination, items);
    }

    /** An id can only be in the name of a file that has one. */
    private Naming naming() {
        return alyx.isPresent() ? settings.naming() : Naming.PLAIN;
    }

    private Mono<UploadRules> rules() {
        return alyx.map(client -> UploadRules.of(client, settings)).orElseGet(() -> Mono.just(UploadRules.none()));
    }

    private Flux<PlanItem> items(UploadRoot root, UploadRules rules) {
        return Flux.defer(() -> {
            AtomicBoolean found = new AtomicBoolean();
            return FolderWalk.sessions(root)
                    .concatMap(place -> item(root, place, rules, found), 1)
                    .concatWith(Flux.defer(() -> found.get() ? Flux.empty() : Flux.just(nothingIn(root))));
        });
    }

    private Flux<PlanItem> item(UploadRoot root, Found place, UploadRules rules, AtomicBoolean found) {
        if (place instanceof Found.Session session) {
            found.set(true);
            return Flux.just(session(root, session, rules));
        }
        Listing listing = ((Found.Outside) place).listing();
        Flux<PlanItem> unlisted = Flux.fromStream(listing.failure().stream())
                .map(failure -> new PlanItem.Unplannable(root.source().name() + "/" + listing.folder(), failure));
        Flux<PlanItem> files = Flux.fromIterable(listing.files())
                .map(FileStat::path)
                .filter(path -> !FileFilter.isJunk(path.name()))
                .map(path -> outside(root, path));
        return unlisted.concatWith(files).doOnNext(told -> found.set(true)); // said already why nothing was found
    }

    private PlannedSession session(UploadRoot root, Found.Session found, UploadRules rules) {
        SessionPath session = found.session();
        SessionUpload upload = new SessionUpload(
                session,
                root.source(),
                found.folder(),
                destination,
                naming(),
                alyx,
                settings,
                rules,
                digest,
                doneBefore);
        return new PlannedSession(session, session.folder(), !settings.dryRun(), upload.files());
    }

    private static PlanItem outside(UploadRoot root, FilePath path) {
        return new PlanItem.Unplannable(
                root.source().name() + "/" + path,
                new TransferException(
                        Kind.INVALID,
                        path.value(),
                        "lies in no session folder (<subject>/<YYYY-MM-DD>/<NNN>/…) and was not sent; package it first"));
    }

    private static PlanItem nothingIn(UploadRoot root) {
        String where = "/" + String.join("/", List.copyOf(root.names()));
        return new PlanItem.Unplannable(
                where,
                new TransferException(
                        Kind.INVALID,
                        where,
                        "is no session folder and holds none; a session's folder is named <subject>/<YYYY-MM-DD>/<NNN>"));
    }
}
