package org.alyxtransfer.plan;

import com.google.errorprone.annotations.CheckReturnValue;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.alyxtransfer.alyx.Dataset;
import org.alyxtransfer.dataset.Checksum;
import org.alyxtransfer.dataset.DatasetPath;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.SessionPath;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.plan.DoneBefore.Done;
import org.alyxtransfer.plan.Outcome.Skipped.Reason;
import org.alyxtransfer.storage.FileStat;
import org.alyxtransfer.storage.Storage;
import org.alyxtransfer.storage.Storage.OnExisting;
import reactor.core.Exceptions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Decides about one dataset of a download: bring it, leave it, or refuse it. */
@CheckReturnValue
final class DownloadDecision {
    private final SessionPath session;
    private final String lab;
    private final Dataset dataset;
    private final Storage destination;
    private final DownloadSettings settings;
    private final ContentDigest digest;
    private final Map<FilePath, Done> done;

    DownloadDecision(
            SessionPath session,
            String lab,
            Dataset dataset,
            Storage destination,
            DownloadSettings settings,
            ContentDigest digest,
            Map<FilePath, Done> done) {
        this.session = session;
        this.lab = lab;
        this.dataset = dataset;
        this.destination = destination;
        this.settings = settings;
        this.digest = digest;
        this.done = done;
    }

    /** Empty when the dataset was not asked for. */
    Mono<PlannedFile> make(FileFilter wanted, DatasetSources sources) {
        return Mono.defer(() -> {
                    String told = told(); // names that nobody asked for may be as they like
                    boolean asked = wanted.rejects(session, told).isEmpty()
                            && settings.filter().rejects(session, told).isEmpty();
                    return asked ? make(dataset.path(), sources.of(session, dataset)) : Mono.empty();
                })
                .onErrorResume(TransferException.class, why -> Mono.just(failed(why)));
    }

    /** Its path as Alyx tells it, which may be none that a file can have. */
    private String told() {
        String revision = dataset.revision().isEmpty() ? "" : "#" + dataset.revision() + "#/";
        return (dataset.collection().isEmpty() ? "" : dataset.collection() + "/") + revision + dataset.name();
    }

    private Mono<PlannedFile> make(DatasetPath path, List<Location> sources) {
        if (settings.requireDigest() && dataset.checksum().isEmpty()) {
            return Mono.error(refusal(Kind.REFUSED, "Alyx knows no digest of it, and --require-digest was given"));
        }
        if (sources.isEmpty()) {
            return Mono.error(refusal(
                    Kind.NOT_FOUND,
                    "Alyx has no record of a copy that can be reached; was it uploaded? (reconcile on the rig)"));
        }
        FilePath target = DownloadSettings.folder(lab, session.folder()).resolve(path.relative());
        return size(sources).flatMap(size -> destination
                .stat(target)
                .flatMap(here -> against(here, path, sources, target, size))
                .switchIfEmpty(Mono.fromSupplier(() -> toMove(path, sources, target, size, OnExisting.FAIL))));
    }

    /** Alyx may not know the size; then the first place that answers does. */
    private Mono<Long> size(List<Location> sources) {
        Long known = dataset.size();
        if (known != null && known >= 0) {
            return Mono.just(known);
        }
        return Mono.defer(() -> {
            List<TransferException> troubles = new ArrayList<>();
            return Flux.fromIterable(sources)
                    .concatMap(from -> stat(from, troubles), 1)
                    .next()
                    .map(FileStat::size)
                    .switchIfEmpty(Mono.error(() -> nowhere(troubles)));
        });
    }

    private static Mono<FileStat> stat(Location from, List<TransferException> troubles) {
        return from.source().stat(from.path()).onErrorResume(failure -> {
            TransferException why = TransferException.from(failure, from.toString());
            if (why.kind() != Kind.NOT_FOUND) {
                troubles.add(why);
            }
            return Mono.empty();
        });
    }

    /** One place would do, so that one which is away for now counts for more than those which never give it. */
    private TransferException nowhere(List<TransferException> troubles) {
        if (troubles.isEmpty()) {
            return refusal(Kind.NOT_FOUND, "no place that should have it has it");
        }
        return troubles.stream()
                .filter(TransferException::isTemporary)
                .findFirst()
                .orElseGet(() -> TransferException.from(
                        Exceptions.multiple(troubles.toArray(Throwable[]::new)), dataset.name()));
    }

    private Mono<PlannedFile> against(
            FileStat here, DatasetPath path, List<Location> sources, FilePath target, long size) {
        Mono<PlannedFile> conflict = Mono.defer(() -> switch (settings.onConflict()) {
            case SKIP -> Mono.just(skipped(Reason.CONFLICT));
            case REPLACE -> Mono.just(toMove(path, sources, target, size, OnExisting.REPLACE));
            case FAIL, REVISION ->
                Mono.error(refusal(
                        Kind.CONFLICT,
                        "another content lies at " + target
                                + "; it was left as it is. To take Alyx's: --on-conflict replace"));
        });
        if (!here.isFile() || here.size() != size) {
            return conflict;
        }
        Optional<Checksum> expected = dataset.checksum();
        if (expected.isEmpty()) {
            return Mono.just(skipped(Reason.SAME)); // nothing but the size can be compared
        }
        Done before = done.get(path.relative());
        if (before != null && before.checksum().equals(expected) && before.size() == size) {
            return Mono.just(skipped(Reason.SAME)); // compared when it was brought
        }
        return digest.of(new Location(destination, target), expected.get().algorithm())
                .filter(expected.get()::equals)
                .map(same -> skipped(Reason.SAME))
                .switchIfEmpty(conflict);
    }

    private PlannedFile toMove(
            DatasetPath path, List<Location> sources, FilePath target, long size, OnExisting onExisting) {
        Instant modified =
                dataset.created() == null ? Instant.EPOCH : dataset.created().toInstant(ZoneOffset.UTC);
        return new PlannedFile.ToMove(
                session,
                path,
                sources,
                target,
                size,
                modified,
                dataset.checksum(),
                Optional.of(dataset.id()),
                dataset.isDefault(),
                onExisting);
    }

    private PlannedFile skipped(Reason reason) {
        long size = dataset.size() == null ? 0 : dataset.size();
        return new PlannedFile.Settled(session, dataset.path().relative(), size, new Outcome.Skipped(reason));
    }

    private TransferException refusal(Kind kind, String why) {
        return new TransferException(kind, session + "/" + dataset.name() + " (dataset " + dataset.id() + ")", why);
    }

    /** A name that is no usable path is told by the dataset's id. */
    private PlannedFile failed(TransferException why) {
        FilePath relative;
        try {
            relative = dataset.path().relative();
        } catch (TransferException unusable) {
            relative = FilePath.of("dataset-" + dataset.id());
        }
        long size = dataset.size() == null ? 0 : dataset.size();
        return new PlannedFile.Settled(session, relative, size, new Outcome.Failed(why));
    }
}
