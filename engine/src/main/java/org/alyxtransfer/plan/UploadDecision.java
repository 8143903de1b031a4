package org.alyxtransfer.plan;

import com.google.errorprone.annotations.CheckReturnValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.alyxtransfer.alyx.Dataset;
import org.alyxtransfer.dataset.Checksum;
import org.alyxtransfer.dataset.Checksum.Algorithm;
import org.alyxtransfer.dataset.DatasetPath;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.SessionPath;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.plan.Outcome.Skipped.Reason;
import org.alyxtransfer.storage.FileStat;
import org.alyxtransfer.storage.Storage;
import org.alyxtransfer.storage.Storage.OnExisting;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Decides about one file of an upload: send it, leave it, or refuse it.
 *
 * <p>A file that Alyx knows with the same size is hashed where it lies, and not sent when the digest is the same and the
 * share has it.
 */
@CheckReturnValue
final class UploadDecision {
    private static final String OTHER_FILE = "the share holds another file of this name";

    private final SessionPath session;
    private final DatasetPath dataset;
    private final Location from;
    private final FileStat file;
    private final Storage destination;
    private final Naming naming;
    private final UploadSettings settings;
    private final ContentDigest digest;

    UploadDecision(
            SessionPath session,
            DatasetPath dataset,
            Location from,
            FileStat file,
            Storage destination,
            Naming naming,
            UploadSettings settings,
            ContentDigest digest) {
        this.session = session;
        this.dataset = dataset;
        this.from = from;
        this.file = file;
        this.destination = destination;
        this.naming = naming;
        this.settings = settings;
        this.digest = digest;
    }

    /**
     * @param known what Alyx has of the session
     * @param stored the files in the share's folder, by name
     */
    Mono<PlannedFile> make(Map<DatasetPath, Dataset> known, Map<String, FileStat> stored) {
        Dataset registered = known.get(dataset);
        if (registered == null) {
            return againstShare(known, stored);
        }
        return sameContent(registered)
                .flatMap(sum -> same(registered, sum, known, stored))
                .switchIfEmpty(Mono.defer(() -> different(registered, known)));
    }

    /** The source's digest when it is the one that Alyx has; empty when the content is another. */
    private Mono<Checksum> sameContent(Dataset registered) {
        boolean otherSize = registered.size() != null && registered.size() != file.size();
        Optional<Checksum> stored = registered.checksum();
        if (otherSize || stored.isEmpty()) {
            return Mono.empty();
        }
        return digest.of(from, stored.get().algorithm()).filter(stored.get()::equals);
    }

    private Mono<PlannedFile> same(
            Dataset registered, Checksum sum, Map<DatasetPath, Dataset> known, Map<String, FileStat> stored) {
        FileStat published = stored.get(finalPath(dataset, registered.id()).name());
        boolean recorded = registered.records().stream()
                .anyMatch(record -> record.exists() && record.repository().equals(settings.repository()));
        if (published != null && published.size() == file.size() && recorded) {
            return Mono.just(same(published.path(), sum));
        }
        if (registered.isProtected()) { // Alyx refuses to register it again, the same content included
            return Mono.error(refused(Kind.PROTECTED, "Alyx protects it, and has no whole copy of it recorded here"));
        }
        Mono<PlannedFile> again = Mono.fromSupplier(() -> toMove(registered, sum));
        if (published == null || naming == Naming.UUID) {
            return again; // a name with the dataset's id can only hold this dataset
        }
        return equalOnShare(published)
                .flatMap(same -> again)
                .switchIfEmpty(
                        Mono.defer(() -> conflict(Kind.CONFLICT, OTHER_FILE, Optional.of(registered.id()), known)));
    }

    private Mono<PlannedFile> different(Dataset registered, Map<DatasetPath, Dataset> known) {
        boolean neverStored = registered.hash().isEmpty()
                && registered.records().stream().noneMatch(record -> record.exists())
                && !registered.isProtected();
        if (neverStored) {
            return Mono.just(toMove(dataset, Optional.empty(), Optional.of(registered.id()), OnExisting.FAIL));
        }
        if (registered.isProtected() && settings.onConflict() == OnConflict.REPLACE) {
            return Mono.error(refused(Kind.PROTECTED, "Alyx protects it"));
        }
        return conflict(
                registered.isProtected() ? Kind.PROTECTED : Kind.CONFLICT,
                "another content is registered under this name",
                Optional.of(registered.id()),
                known);
    }

    /** Alyx has no record; the share may hold a file all the same, from a run that was cut short or from elsewhere. */
    private Mono<PlannedFile> againstShare(Map<DatasetPath, Dataset> known, Map<String, FileStat> stored) {
        FileStat there = stored.get(dataset.filename());
        if (there == null || naming == Naming.UUID) {
            return Mono.just(toMove(dataset, Optional.empty(), Optional.empty(), OnExisting.FAIL));
        }
        return equalOnShare(there)
                .map(sum -> storedAlready(dataset, sum))
                .switchIfEmpty(Mono.defer(() -> conflict(Kind.CONFLICT, OTHER_FILE, Optional.empty(), known)));
    }

    /** The share has it and Alyx does not: sent again, so that it is verified before it is registered. */
    private PlannedFile storedAlready(DatasetPath path, Checksum sum) {
        return settings.repository().isEmpty() // nothing is registered in this run
                ? skipped(Reason.SAME)
                : toMove(path, Optional.of(sum), Optional.empty(), OnExisting.REPLACE);
    }

    /** The digest of both when the share's file has the source's content; else empty. */
    private Mono<Checksum> equalOnShare(FileStat there) {
        if (there.size() != file.size()) {
            return Mono.empty();
        }
        return Mono.zip(
                        digest.of(from, Algorithm.MD5),
                        digest.of(new Location(destination, there.path()), Algorithm.MD5))
                .filter(sums -> sums.getT1().equals(sums.getT2()))
                .map(sums -> sums.getT1());
    }

    private Mono<PlannedFile> conflict(Kind kind, String what, Optional<UUID> id, Map<DatasetPath, Dataset> known) {
        return switch (settings.onConflict()) {
            case FAIL -> Mono.error(refused(kind, what));
            case SKIP -> Mono.just(skipped(Reason.CONFLICT));
            case REPLACE -> Mono.just(toMove(dataset, Optional.empty(), id, OnExisting.REPLACE));
            case REVISION -> knownRevision(known).switchIfEmpty(Mono.defer(() -> newRevision(known)));
        };
    }

    /** A rerun finds the revision that an earlier run made of the same content, and ends what that run had begun. */
    private Mono<PlannedFile> knownRevision(Map<DatasetPath, Dataset> known) {
        return Flux.fromIterable(known.entrySet())
                .filter(entry -> dataset.withRevision(entry.getKey().revision()).equals(entry.getKey()))
                .filter(entry -> !entry.getKey().equals(dataset))
                .concatMap(
                        entry -> sameContent(entry.getValue())
                                .flatMap(sum -> sameRevision(
                                        entry.getKey(), entry.getValue().id(), sum)),
                        1)
                .next();
    }

    private Mono<PlannedFile> sameRevision(DatasetPath path, UUID id, Checksum sum) {
        return destination
                .stat(finalPath(path, id))
                .filter(published -> published.size() == file.size())
                .map(published -> same(published.path(), sum))
                .switchIfEmpty(
                        Mono.fromSupplier(() -> toMove(path, Optional.of(sum), Optional.of(id), OnExisting.REPLACE)));
    }

    private TransferException refused(Kind kind, String what) {
        return new TransferException(
                kind,
                session + "/" + dataset,
                what + "; nothing was sent. To store it beside the old one: --on-conflict revision");
    }

    /** Today's revision, or today's with a letter when that is taken, in Alyx or on the share. */
    private Mono<PlannedFile> newRevision(Map<DatasetPath, Dataset> known) {
        return Flux.range('a' - 1, 27)
                .map(letter -> settings.today() + (letter < 'a' ? "" : String.valueOf((char) letter.intValue())))
                .map(dataset::withRevision)
                .filter(candidate -> !known.containsKey(candidate))
                .concatMap(this::asRevision, 1)
                .next()
                .switchIfEmpty(Mono.error(() -> refused(Kind.CONFLICT, "all names for a revision of today are taken")));
    }

    /** Empty when the share holds another file there. */
    private Mono<PlannedFile> asRevision(DatasetPath candidate) {
        return destination
                .stat(session.folder().resolve(candidate.relative()))
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                .flatMap(there -> there.isEmpty()
                        ? Mono.just(toMove(candidate, Optional.empty(), Optional.empty(), OnExisting.FAIL))
                        : equalOnShare(there.get()).map(sum -> storedAlready(candidate, sum)));
    }

    private FilePath finalPath(DatasetPath path, UUID id) {
        return session.folder().resolve(naming == Naming.UUID ? path.relativeWithId(id) : path.relative());
    }

    /** What Alyx knows already goes under its id again, and stays the default revision or not. */
    private PlannedFile toMove(Dataset registered, Checksum sum) {
        return new PlannedFile.ToMove(
                session,
                dataset,
                List.of(from),
                session.folder().resolve(dataset.relative()),
                file.size(),
                file.modified(),
                Optional.of(sum),
                Optional.of(registered.id()),
                registered.isDefault(),
                OnExisting.REPLACE);
    }

    private PlannedFile toMove(DatasetPath as, Optional<Checksum> expected, Optional<UUID> id, OnExisting onExisting) {
        return new PlannedFile.ToMove(
                session,
                as,
                List.of(from),
                session.folder().resolve(as.relative()),
                file.size(),
                file.modified(),
                expected,
                id,
                true,
                onExisting);
    }

    private PlannedFile same(FilePath at, Checksum sum) {
        return new PlannedFile.Settled(
                session,
                dataset.relative(),
                file.size(),
                new Outcome.Skipped(Reason.SAME),
                Optional.of(new PlannedFile.Stored(from, at, sum)));
    }

    private PlannedFile skipped(Reason reason) {
        return new PlannedFile.Settled(session, dataset.relative(), file.size(), new Outcome.Skipped(reason));
    }
}
