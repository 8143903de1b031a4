package org.alyxtransfer.cli.transfer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.alyxtransfer.alyx.AlyxClient;
import org.alyxtransfer.alyx.Dataset;
import org.alyxtransfer.alyx.DatasetQuery;
import org.alyxtransfer.alyx.DatasetTypes;
import org.alyxtransfer.alyx.FileRecord;
import org.alyxtransfer.alyx.SessionSummary;
import org.alyxtransfer.alyx.TypeMatch;
import org.alyxtransfer.cli.config.Keys;
import org.alyxtransfer.cli.connect.Connections;
import org.alyxtransfer.dataset.Checksum;
import org.alyxtransfer.dataset.DatasetPath;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.SessionPath;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.journal.FileKey;
import org.alyxtransfer.journal.Journal;
import org.alyxtransfer.journal.JournalEntry;
import org.alyxtransfer.plan.FileFilter;
import org.alyxtransfer.plan.Location;
import org.alyxtransfer.plan.Naming;
import org.alyxtransfer.plan.OnConflict;
import org.alyxtransfer.plan.Outcome;
import org.alyxtransfer.plan.Outcome.Skipped.Reason;
import org.alyxtransfer.plan.PlannedFile;
import org.alyxtransfer.plan.PlannedFile.Settled;
import org.alyxtransfer.plan.PlannedFile.ToMove;
import org.alyxtransfer.plan.PlannedSession;
import org.alyxtransfer.plan.TransferEvent;
import org.alyxtransfer.register.RegisterStep;
import org.alyxtransfer.register.SessionRegistrar;
import org.alyxtransfer.register.VerifiedFile;
import org.alyxtransfer.storage.FileStat;
import org.alyxtransfer.storage.HeldSession;
import org.alyxtransfer.storage.Lease;
import org.alyxtransfer.storage.StagedFile;
import org.alyxtransfer.storage.Storage;
import org.alyxtransfer.storage.Storage.OnExisting;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Registers files that lie on the share already: reads each for its digest, registers it, and with {@code naming: uuid}
 * gives it its dataset's id in the name. Files whose names carry an id are taken for registered and left alone.
 *
 * <p>Each step is noted in the job's journal before the next begins: a later run of the job reads no file again that is
 * unchanged, and finds out what became of a request whose answer it did not hear before it sends another.
 *
 * <p>Holds the names of one session's files in memory, of as many sessions as are in flight.
 */
public final class InPlaceRegistration {
    private static final Pattern ID_IN_NAME =
            Pattern.compile(".*\\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}(\\.[^.]*)?");
    private static final int DIGESTS_AT_ONCE = 4;

    private final AlyxClient alyx;
    private final Storage storage;
    private final Engines engines;
    private final SessionRegistrar registrar;
    private final FileFilter filter;
    private final Journal journal;
    private final Mono<DatasetTypes> types;
    private final String repository;

    public InPlaceRegistration(Connections connections, Engines engines, FileFilter filter) {
        this.alyx = connections.alyx();
        this.storage = connections.limitedStorage();
        this.engines = engines;
        this.registrar = engines.registrar();
        this.filter = filter;
        this.journal = engines.journal();
        this.types = alyx.typeMatcher().cache();
        this.repository = connections.settings().get(Keys.REPOSITORY);
    }

    /** Events of one session; a failure of the whole session is an event, too. */
    public Flux<TransferEvent> register(SessionSummary found) {
        SessionPath session = found.path();
        Flux<TransferEvent> events = Flux.usingWhen(
                storage.lease(session.folder()),
                lease -> under(HeldSession.by(lease), found),
                lease -> lease.release());
        return Flux.concat(Mono.just(new TransferEvent.SessionOpened(session)), events)
                .onErrorResume(failure -> Flux.just(
                        new TransferEvent.SessionFailed(session, TransferException.from(failure, session.toString()))));
    }

    private Flux<TransferEvent> under(HeldSession held, SessionSummary found) {
        SessionPath session = found.path();
        return held.looking(earlier(session).flatMapMany(earlier -> held.untilLost(files(found, earlier))
                .collectList()
                .flatMapMany(planned -> settle(session, planned, earlier, held))));
    }

    /** The session's files and what would be done about them; reads those that would be registered. */
    public PlannedSession plan(SessionSummary found) {
        SessionPath session = found.path();
        return new PlannedSession(
                session, session.folder(), false, earlier(session).flatMapMany(earlier -> files(found, earlier)));
    }

    private Mono<EarlierRegistration> earlier(SessionPath session) {
        return journal.unfinished(session).collectList().map(EarlierRegistration::new);
    }

    private Flux<PlannedFile> files(SessionSummary found, EarlierRegistration earlier) {
        SessionPath session = found.path();
        Mono<Map<DatasetPath, Dataset>> known = alyx.datasets(DatasetQuery.ofSession(found.id()))
                .filter(InPlaceRegistration::isUsable)
                .collect(HashMap::new, (map, dataset) -> map.put(dataset.path(), dataset));
        return Mono.zip(known, types).flatMapMany(both -> walk(session.folder())
                .flatMapSequential(
                        file -> decide(session, file, both.getT1(), both.getT2(), earlier), DIGESTS_AT_ONCE, 1));
    }

    private Flux<FileStat> walk(FilePath folder) {
        return storage.list(folder)
                .filter(entry -> !(entry.isFile() && Lease.isFileOf(entry.path().name()))) // this run's own, most often
                .collectSortedList((a, b) -> a.path().compareTo(b.path()))
                .flatMapMany(entries -> Flux.fromIterable(entries)
                        .concatMap(entry -> entry.isDirectory() ? walk(entry.path()) : Flux.just(entry), 1));
    }

    private Mono<PlannedFile> decide(
            SessionPath session,
            FileStat file,
            Map<DatasetPath, Dataset> known,
            DatasetTypes matcher,
            EarlierRegistration earlier) {
        FilePath relative = file.path().relativeTo(session.folder());
        Optional<Reason> left = file.isFile() ? filter.rejects(session, relative) : Optional.of(Reason.NOT_A_FILE);
        if (left.isEmpty() && ID_IN_NAME.matcher(relative.name()).matches()) {
            left = Optional.of(Reason.SAME);
        }
        if (left.isPresent()) {
            return Mono.just(new Settled(session, relative, file.size(), new Outcome.Skipped(left.get())));
        }
        return Mono.defer(() -> read(session, file, DatasetPath.parse(relative), known, matcher, earlier))
                .onErrorResume(
                        TransferException.class,
                        why -> Mono.just(new Settled(session, relative, file.size(), new Outcome.Failed(why))));
    }

    private Mono<PlannedFile> read(
            SessionPath session,
            FileStat file,
            DatasetPath path,
            Map<DatasetPath, Dataset> known,
            DatasetTypes matcher,
            EarlierRegistration earlier) {
        TypeMatch match = matcher.match(path.filename());
        if (!(match instanceof TypeMatch.Known)) {
            return Mono.error(match.refusal(path.toString()));
        }
        Location place = new Location(storage, file.path());
        Mono<Checksum> digest = Mono.justOrEmpty(earlier.checksum(session, file))
                .switchIfEmpty(Mono.defer(() -> engines.digest().of(place, engines.algorithm())));
        return digest.flatMap(sum -> decided(session, file, path, Optional.ofNullable(known.get(path)), sum));
    }

    private Mono<PlannedFile> decided(
            SessionPath session, FileStat file, DatasetPath path, Optional<Dataset> there, Checksum sum) {
        boolean same = there.filter(dataset -> dataset.hash().equals(sum.hex())).isPresent();
        boolean recorded = there.filter(dataset -> dataset.records().stream().anyMatch(this::isHere))
                .isPresent();
        if (same && recorded && engines.naming() == Naming.PLAIN) {
            return Mono.just(new Settled(session, path.relative(), file.size(), new Outcome.Skipped(Reason.SAME)));
        }
        boolean replaces = same || engines.onConflict() == OnConflict.REPLACE;
        PlannedFile registered = new ToMove(
                session,
                path,
                List.of(new Location(storage, file.path())),
                file.path(),
                file.size(),
                file.modified(),
                Optional.of(sum),
                there.map(Dataset::id),
                there.map(Dataset::isDefault).orElse(true),
                there.isPresent() && replaces ? OnExisting.REPLACE : OnExisting.FAIL);
        return same || there.isEmpty()
                ? Mono.just(registered)
                : unlessTaken(session, file, path, there.get()).thenReturn(registered);
    }

    /** Fails where the name is another content's in Alyx, or may be as far as anybody can tell. */
    private Mono<Void> unlessTaken(SessionPath session, FileStat file, DatasetPath path, Dataset there) {
        if (there.isProtected()) {
            return Mono.error(new TransferException(
                    Kind.PROTECTED, session + "/" + path, "Alyx protects what it has under this name"));
        }
        if (engines.onConflict() == OnConflict.REPLACE) {
            return Mono.empty();
        }
        if (!there.hash().isEmpty()) {
            return Mono.error(taken(session, path, "Alyx has another content under this name"));
        }
        if (there.records().stream().anyMatch(record -> record.exists() && !isHere(record))) {
            return Mono.error(taken(session, path, "Alyx has a copy elsewhere, and no digest to compare it by"));
        }
        FilePath named = engines.naming().registered(file.path(), there.id());
        return named.equals(file.path())
                ? Mono.empty() // what Alyx has no digest of is this very file
                : storage.stat(named)
                        .flatMap(other -> Mono.error(taken(
                                session,
                                path,
                                "the share has " + named.name() + ", and Alyx no digest to compare it by")));
    }

    private boolean isHere(FileRecord record) {
        return record.exists() && record.repository().equals(repository);
    }

    private static TransferException taken(SessionPath session, DatasetPath path, String what) {
        return new TransferException(
                Kind.CONFLICT, session + "/" + path, what + "; to take this one: --on-conflict replace");
    }

    private Flux<TransferEvent> settle(
            SessionPath session, List<PlannedFile> planned, EarlierRegistration earlier, HeldSession held) {
        Flux<TransferEvent> told = Flux.fromIterable(planned).concatMap(InPlaceRegistration::tell, 1);
        List<ToMove> toRegister = planned.stream()
                .filter(ToMove.class::isInstance)
                .map(ToMove.class::cast)
                .toList();
        Flux<VerifiedFile> verified = Flux.fromIterable(toRegister)
                .map(file ->
                        new VerifiedFile(file, staged(file), sums(file), earlier.sent(key(file)), Optional.empty()));
        Flux<TransferEvent> registered =
                registrar.register(session, held.confirmed(), verified).concatMap(step -> answered(step, held), 1);
        return Flux.concat(told, noted(planned, toRegister, earlier).thenMany(registered));
    }

    /** What is about to be registered, and that what is there no more under its name, or is left alone, needs nothing more. */
    private Mono<Void> noted(List<PlannedFile> planned, List<ToMove> files, EarlierRegistration earlier) {
        Set<FileKey> open = planned.stream()
                .filter(file -> !(file instanceof Settled settled && settled.outcome() instanceof Outcome.Skipped))
                .map(file -> new FileKey(file.session(), file.relative()))
                .collect(Collectors.toSet());
        List<JournalEntry> entries = new ArrayList<>(earlier.ended(open));
        for (ToMove file : files) {
            entries.add(new JournalEntry.Started(
                    key(file),
                    file.target(),
                    file.target(),
                    file.size(),
                    file.modified(),
                    file.isDefault(),
                    file.onExisting()));
            entries.add(new JournalEntry.Verified(key(file), staged(file), sums(file)));
        }
        return journal.append(entries);
    }

    private static FileKey key(ToMove file) {
        return new FileKey(file.session(), file.relative());
    }

    private static StagedFile staged(ToMove file) {
        return new StagedFile(file.target(), file.size());
    }

    private static Flux<TransferEvent> tell(PlannedFile file) {
        TransferEvent announced = new TransferEvent.Planned(file);
        if (file instanceof Settled settled) {
            return Flux.just(announced, new TransferEvent.Finished(settled, settled.outcome()));
        }
        ToMove read = (ToMove) file;
        return Flux.just(
                announced,
                new TransferEvent.Started(read),
                new TransferEvent.Advanced(read, read.size()),
                new TransferEvent.Verified(read, sums(read), "READ_BACK"));
    }

    private Flux<TransferEvent> answered(RegisterStep step, HeldSession held) {
        if (step instanceof RegisterStep.Known known) {
            ToMove file = known.file().file();
            FilePath target = engines.naming().registered(file.target(), known.datasetId());
            Mono<Void> rename = target.equals(file.target())
                    ? Mono.empty()
                    : held.confirmed()
                            .then(Mono.defer(() -> storage.publish(known.file().staged(), target, file.onExisting())));
            List<JournalEntry> done =
                    List.of(new JournalEntry.Published(key(file), target), new JournalEntry.Ended(key(file), "Done"));
            return Flux.<TransferEvent>concat(
                            Mono.just(new TransferEvent.Registered(file, known.datasetId())),
                            rename.then(Mono.defer(() -> journal.append(done)))
                                    .thenReturn(new TransferEvent.Published(file, target)),
                            Mono.just(new TransferEvent.Finished(file, new Outcome.Done())))
                    .onErrorResume(failure -> failed(file, failure));
        }
        return step instanceof RegisterStep.Refused refused
                ? halted(refused.file().file(), refused.why(), new Outcome.Unregistered(refused.why()))
                : Flux.empty();
    }

    private Flux<TransferEvent> failed(ToMove file, Throwable failure) {
        TransferException why = TransferException.from(failure, file.target().value());
        return halted(file, why, new Outcome.Failed(why));
    }

    private Flux<TransferEvent> halted(ToMove file, TransferException why, Outcome outcome) {
        return journal.append(List.of(new JournalEntry.Halted(key(file), String.valueOf(why.getMessage()))))
                .<TransferEvent>thenReturn(new TransferEvent.Finished(file, outcome))
                .flux();
    }

    private static Set<Checksum> sums(ToMove file) {
        return file.expected().map(Set::of).orElse(Set.of());
    }

    private static boolean isUsable(Dataset dataset) {
        try {
            return !dataset.path().relative().isRoot();
        } catch (TransferException unusable) {
            return false; // a name that no file of the share can have
        }
    }
}
