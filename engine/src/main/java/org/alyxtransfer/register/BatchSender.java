package org.alyxtransfer.register;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.alyxtransfer.alyx.AlyxClient;
import org.alyxtransfer.alyx.Dataset;
import org.alyxtransfer.alyx.FileRecord;
import org.alyxtransfer.alyx.FileToRegister;
import org.alyxtransfer.alyx.RegisteredDataset;
import org.alyxtransfer.alyx.Registration;
import org.alyxtransfer.alyx.RegistrationOutcome;
import org.alyxtransfer.dataset.Checksum;
import org.alyxtransfer.dataset.Checksum.Algorithm;
import org.alyxtransfer.dataset.DatasetPath;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.journal.FileKey;
import org.alyxtransfer.journal.Journal;
import org.alyxtransfer.journal.JournalEntry;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Sends one batch and finds out what became of each of its files.
 *
 * <p>Alyx works through a batch file by file and keeps those before a failure. So a refusal costs the file at fault, and
 * the others are sent again; an answer that was lost is settled by asking what is there before anything is sent again,
 * as two requests for one file at once can break it for good.
 */
final class BatchSender {
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final AlyxClient alyx;
    private final Journal journal;
    private final RegistrarSettings settings;
    private final BatchSize size;
    private final Settlement settlement;
    private final AtomicLong batches = new AtomicLong();

    BatchSender(AlyxClient alyx, Journal journal, RegistrarSettings settings, BatchSize size) {
        this.alyx = alyx;
        this.journal = journal;
        this.settings = settings;
        this.size = size;
        this.settlement = new Settlement(alyx, settings);
    }

    /** Every file of the batch gets a {@code Known} or a {@code Refused}; never an error. */
    Flux<RegisterStep> send(Claim claim, List<VerifiedFile> batch) {
        if (batch.isEmpty()) {
            return Flux.empty();
        }
        return Flux.concat(
                Flux.just(new RegisterStep.Sent(batch)),
                Flux.fromIterable(groups(batch))
                        .concatMap(group -> group.isOfEarlierRun() ? settled(claim, group) : sendNew(claim, group), 1));
    }

    /**
     * Files that go together.
     *
     * @param sent when an earlier run sent them, the answer being lost
     * @param registered whether an earlier run heard that Alyx has them
     */
    private record Group(Manner manner, boolean sent, boolean registered, List<VerifiedFile> files) {
        boolean isOfEarlierRun() {
            return sent || registered;
        }
    }

    private static List<Group> groups(List<VerifiedFile> batch) {
        Map<List<Object>, List<VerifiedFile>> alike = batch.stream()
                .collect(Collectors.groupingBy(
                        file -> List.of(
                                Manner.of(file),
                                file.sent().isPresent(),
                                file.registered().isPresent()),
                        LinkedHashMap::new,
                        Collectors.toList()));
        return alike.values().stream()
                .map(files -> new Group(
                        Manner.of(files.get(0)),
                        files.get(0).sent().isPresent(),
                        files.get(0).registered().isPresent(),
                        files))
                .toList();
    }

    private Flux<RegisterStep> sendNew(Claim claim, Group group) {
        return attempt(claim, group.files(), group.manner(), 1);
    }

    /** An earlier run's request may still run: what became of it is found out before anything is sent again. */
    private Flux<RegisterStep> settled(Claim claim, Group group) {
        if (group.registered()) {
            return Flux.fromIterable(group.files())
                    .map(file -> new RegisterStep.Known(file, file.registered().orElseThrow()));
        }
        Instant since = group.files().stream()
                .flatMap(file -> file.sent().stream())
                .max(Comparator.naturalOrder())
                .orElseThrow();
        return settlement
                .await(claim.session(), group.files(), since)
                .flatMapMany(found -> {
                    List<VerifiedFile> missing = new ArrayList<>(group.files());
                    missing.removeAll(found.keySet());
                    return Flux.concat(known(found), attempt(claim, missing, group.manner(), 1));
                })
                .onErrorResume(failure -> refuseAll(group.files(), failure));
    }

    private Flux<RegisterStep> known(Map<VerifiedFile, Dataset> found) {
        return Flux.fromIterable(found.entrySet())
                .concatMap(
                        entry -> known(
                                entry.getKey(),
                                entry.getValue().id(),
                                entry.getValue().records()),
                        1);
    }

    /**
     * What one request says of all its files.
     *
     * @param check refuse protected datasets; it would refuse a new revision of one too, so revisions go without
     * @param isDefault make them the revisions to be used
     */
    private record Manner(boolean check, boolean isDefault) {
        static Manner of(VerifiedFile file) {
            return new Manner(
                    file.file().dataset().revision().isEmpty(), file.file().isDefault());
        }
    }

    private Flux<RegisterStep> attempt(Claim claim, List<VerifiedFile> files, Manner manner, int attempt) {
        if (files.isEmpty()) {
            return Flux.empty();
        }
        return claim.held()
                .thenMany(Flux.defer(() -> sent(claim, files, manner, attempt)))
                .onErrorResume(failure -> refuseAll(files, failure));
    }

    private Flux<RegisterStep> sent(Claim claim, List<VerifiedFile> files, Manner manner, int attempt) {
        AtomicReference<Instant> since = new AtomicReference<>(Instant.now());
        return alyx.registerFiles(request(claim, files, manner), sending(claim, files, since))
                .flatMapMany(outcome ->
                        settle(new Batch(claim, files, manner, attempt, Objects.requireNonNull(since.get())), outcome));
    }

    /**
     * Asks once more whether the session is held, as a throttled request may have waited long for its turn, and notes the time at
     * which it leaves: a server is not given up before it has had all of its time.
     */
    private Mono<Void> sending(Claim claim, List<VerifiedFile> files, AtomicReference<Instant> since) {
        return claim.held().then(Mono.defer(() -> {
            Instant now = Instant.now();
            since.set(now);
            return journal.append(registering(files, now));
        }));
    }

    private record Batch(Claim claim, List<VerifiedFile> files, Manner manner, int attempt, Instant since) {
        Duration age() {
            return Duration.between(since, Instant.now());
        }
    }

    private Flux<RegisterStep> settle(Batch batch, RegistrationOutcome outcome) {
        if (outcome instanceof RegistrationOutcome.Registered registered) {
            size.answered(batch.files().size(), batch.age());
            return Flux.range(0, batch.files().size())
                    .concatMap(
                            i -> known(
                                    batch.files().get(i), registered.datasets().get(i)),
                            1);
        }
        if (outcome instanceof RegistrationOutcome.NotDone notDone) {
            return declined(batch).thenMany(again(batch, batch.files(), notDone.why(), pause(batch.attempt())));
        }
        if (outcome instanceof RegistrationOutcome.Refused refused) {
            Flux<RegisterStep> rest = refused.refusal().concernsAllFiles()
                    ? refuseAll(batch.files(), refused.why())
                    : withoutCulprits(batch, refused);
            return declined(batch).thenMany(rest);
        }
        size.lost(batch.files().size());
        return afterLostAnswer(batch, ((RegistrationOutcome.Unknown) outcome).why());
    }

    /** The request has been answered: a later run need not wait for it. */
    private Mono<Void> declined(Batch batch) {
        return journal.append(batch.files().stream()
                .map(file -> new JournalEntry.Declined(key(file)))
                .toList());
    }

    /** Sends files again, or gives up when that was tried often enough or cannot help. */
    private Flux<RegisterStep> again(Batch batch, List<VerifiedFile> files, TransferException why, Duration pause) {
        if (!why.isTemporary() || batch.attempt() >= settings.attempts()) {
            return refuseAll(files, why);
        }
        return Mono.delay(pause).thenMany(attempt(batch.claim(), files, batch.manner(), batch.attempt() + 1));
    }

    private Flux<RegisterStep> withoutCulprits(Batch batch, RegistrationOutcome.Refused refused) {
        return culprits(batch, refused).flatMapMany(culprits -> {
            List<VerifiedFile> guilty = batch.files().stream()
                    .filter(file -> culprits.contains(file.file().dataset()))
                    .toList();
            List<VerifiedFile> others = new ArrayList<>(batch.files());
            others.removeAll(guilty);
            if (guilty.isEmpty()) {
                return refuseAll(batch.files(), refused.why());
            }
            return Flux.concat(
                    refuseAll(guilty, refused.why()), attempt(batch.claim(), others, batch.manner(), batch.attempt()));
        });
    }

    /** Where Alyx names none, the first file of the batch that it has not registered is the one. */
    private Mono<Set<DatasetPath>> culprits(Batch batch, RegistrationOutcome.Refused refused) {
        if (!refused.culprits().isEmpty()) {
            return Mono.just(new HashSet<>(refused.culprits()));
        }
        return settlement.found(batch.claim().session(), batch.files()).map(found -> batch.files().stream()
                .filter(file -> !found.containsKey(file))
                .limit(1)
                .map(file -> file.file().dataset())
                .collect(Collectors.toSet()));
    }

    private Flux<RegisterStep> afterLostAnswer(Batch batch, TransferException why) {
        return settlement
                .await(batch.claim().session(), batch.files(), batch.since())
                .flatMapMany(found -> {
                    List<VerifiedFile> missing = new ArrayList<>(batch.files());
                    missing.removeAll(found.keySet());
                    Flux<RegisterStep> known = known(found);
                    return missing.isEmpty()
                            ? known
                            : Flux.concat(known, again(batch, missing, why, pause(batch.attempt())));
                });
    }

    private Flux<RegisterStep> known(VerifiedFile file, RegisteredDataset dataset) {
        return known(file, dataset.id(), dataset.records());
    }

    /** A record that was made with {@code exists: false} stays so when the hash is unchanged: it is set right here. */
    private Flux<RegisterStep> known(VerifiedFile file, UUID id, List<FileRecord> records) {
        return Flux.fromIterable(records)
                .filter(record -> record.repository().equals(settings.repository()) && !record.exists())
                .concatMap(record -> alyx.patchFileRecord(record.id(), true), 1)
                .then(journal.append(List.of(new JournalEntry.Registered(key(file), id))))
                .<RegisterStep>thenReturn(new RegisterStep.Known(file, id))
                .onErrorResume(failure -> Mono.just(refused(file, failure)))
                .flux();
    }

    private static Flux<RegisterStep> refuseAll(List<VerifiedFile> files, Throwable failure) {
        return Flux.fromIterable(files).map(file -> refused(file, failure));
    }

    private static RegisterStep refused(VerifiedFile file, Throwable failure) {
        String where = file.file().session() + "/" + file.file().relative();
        return new RegisterStep.Refused(file, TransferException.from(failure, where));
    }

    private Registration request(Claim claim, List<VerifiedFile> files, Manner manner) {
        List<FileToRegister> named = files.stream().map(BatchSender::named).toList();
        return new Registration(
                claim.session(), named, settings.repository(), settings.lab(), manner.check(), manner.isDefault());
    }

    private static FileToRegister named(VerifiedFile file) {
        return new FileToRegister(file.file().dataset(), file.staged().size(), checksum(file), null);
    }

    /**
     * The digest that Alyx has already, as another one would make it forget the other repositories' copies; else MD5, which
     * is what ONE compares.
     */
    static Checksum checksum(VerifiedFile file) {
        return file.file().expected().filter(file.checksums()::contains).orElseGet(() -> file.checksums().stream()
                .min(Comparator.comparing(sum -> sum.algorithm() != Algorithm.MD5))
                .orElseThrow(() -> new IllegalStateException("a file without a digest is not registered")));
    }

    private List<JournalEntry> registering(List<VerifiedFile> files, Instant since) {
        long batch = batches.incrementAndGet();
        return files.stream()
                .<JournalEntry>map(file -> new JournalEntry.Registering(key(file), batch, since))
                .toList();
    }

    private static FileKey key(VerifiedFile file) {
        return new FileKey(file.file().session(), file.file().relative());
    }

    private Duration pause(int attempt) {
        Duration doubled = settings.firstPause().multipliedBy(1L << Math.min(attempt - 1, 10));
        return doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
    }
}
