package org.alyxtransfer.register;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.alyxtransfer.alyx.AlyxClient;
import org.alyxtransfer.alyx.NewSession;
import org.alyxtransfer.alyx.Repository;
import org.alyxtransfer.dataset.Checksum;
import org.alyxtransfer.dataset.Checksum.Algorithm;
import org.alyxtransfer.dataset.DatasetPath;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.SessionPath;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.journal.FileProgress;
import org.alyxtransfer.journal.FinishedFile;
import org.alyxtransfer.journal.Journal;
import org.alyxtransfer.journal.JournalEntry;
import org.alyxtransfer.journal.MemoryJournal;
import org.alyxtransfer.plan.PlannedFile.ToMove;
import org.alyxtransfer.register.RegisterStep.Known;
import org.alyxtransfer.register.RegisterStep.Refused;
import org.alyxtransfer.register.RegisterStep.Sent;
import org.alyxtransfer.sandbox.alyx.AlyxServer;
import org.alyxtransfer.sandbox.alyx.AlyxSettings;
import org.alyxtransfer.sandbox.alyx.AlyxState;
import org.alyxtransfer.sandbox.alyx.Failure;
import org.alyxtransfer.storage.StagedFile;
import org.alyxtransfer.storage.Storage.OnExisting;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

class RegistrarTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final SessionPath SESSION = SessionPath.parse("COGP-003/2022-01-11/001");
    private static final String USER = "alyx_user";
    private static final String POST = "POST /register-file";

    private final AlyxServer server = Objects.requireNonNull(
            AlyxServer.start(AlyxSettings.defaults().withUser(USER, "secret")).block(PATIENCE));
    private final AlyxClient alyx = AlyxClient.connect(
            org.alyxtransfer.alyx.AlyxSettings.withPassword(URI.create(server.baseUrl()), USER, () -> "secret")
                    .limits(100_000, 8)
                    .timeouts(Duration.ofSeconds(5), Duration.ofSeconds(2)));
    private final WatchedJournal journal = new WatchedJournal();
    private RegistrarSettings settings =
            new RegistrarSettings("local_smb", "demolab", 4, Duration.ofMillis(1_500), Duration.ofMillis(20), 3);

    @BeforeEach
    void createSession() {
        create(SESSION);
    }

    @AfterEach
    void stop() {
        alyx.close().block(PATIENCE);
        server.stop().block(PATIENCE);
    }

    @Test
    void filesThatComeAtOnceGoInBatchesThatGrow() {
        List<RegisterStep> steps = register(files(120));

        assertThat(sent(steps)).containsExactly(50, 70); // the second may have 75
        assertThat(known(steps)).hasSize(120);
        assertThat(server.state().requests(POST)).isEqualTo(2);
    }

    @Test
    void whatComesWhileABatchIsOnItsWayGoesTogether() {
        List<VerifiedFile> files = files(31);
        Sinks.Many<VerifiedFile> coming = Sinks.many().unicast().onBackpressureBuffer();
        coming.emitNext(files.get(0), Sinks.EmitFailureHandler.FAIL_FAST);

        List<RegisterStep> steps =
                all(registrar().register(SESSION, coming.asFlux()).doOnNext(step -> {
                    if (step instanceof Sent first && first.files().contains(files.get(0))) {
                        files.subList(1, 31).forEach(file -> coming.emitNext(file, Sinks.EmitFailureHandler.FAIL_FAST));
                        coming.emitComplete(Sinks.EmitFailureHandler.FAIL_FAST);
                    }
                }));

        assertThat(sent(steps)).containsExactly(1, 30);
        assertThat(known(steps)).hasSize(31);
    }

    @Test
    void manySessionsAtOnceAreBoundedAndNoneHasTwoRequestsInFlight() {
        settings = new RegistrarSettings("local_smb", "demolab", 3, Duration.ofSeconds(30), Duration.ofMillis(20), 3);
        server.misbehave().registrationCost(Duration.ofMillis(3)).raceWindow(Duration.ofMillis(1));
        List<SessionPath> sessions = IntStream.rangeClosed(1, 20)
                .mapToObj(number -> SessionPath.parse("COGP-003/2022-01-12/" + number))
                .toList();
        sessions.forEach(this::create);
        Registrar registrar = registrar();

        List<RegisterStep> steps = all(Flux.fromIterable(sessions)
                .flatMap(
                        session -> registrar.register(
                                session,
                                // two bursts each, so that a session has something to send while it waits
                                Flux.concat(
                                        Flux.fromIterable(files(session, 0, 6)),
                                        Flux.fromIterable(files(session, 6, 12))
                                                .delaySubscription(Duration.ofMillis(80)))),
                        20,
                        1));

        assertThat(known(steps)).hasSize(240);
        assertThat(server.state().datasetCount()).isEqualTo(240);
        assertThat(sessions)
                .allSatisfy(session -> assertThat(server.state().mostRegistrationsAtOnce(session.toString()))
                        .isEqualTo(1));
        assertThat(journal.mostSessionsInFlight()).isBetween(2, 3);
    }

    @Test
    void aFileThatAlyxCannotTakeCostsItselfOnly() {
        List<VerifiedFile> files = files(10);
        twice(files.get(2));
        twice(files.get(7));

        List<RegisterStep> steps = register(files);

        assertThat(refused(steps))
                .containsOnlyKeys(files.get(2), files.get(7))
                .values()
                .containsOnly(Kind.CONFLICT);
        assertThat(known(steps)).hasSize(8).doesNotContain(files.get(2), files.get(7));
        assertThat(server.state().requests(POST)).isEqualTo(3);
        assertThat(server.state().datasetCount()).isEqualTo(12); // the eight and two pairs
    }

    @Test
    void aTypeThatAlyxDoesNotKnowCostsItsFileOnly() {
        List<VerifiedFile> files = new ArrayList<>(files(4));
        files.add(2, file(SESSION, "alf/nonsense.never.npy"));

        List<RegisterStep> steps = register(files);

        assertThat(refused(steps)).containsOnlyKeys(files.get(2)).values().containsOnly(Kind.REFUSED);
        assertThat(known(steps)).hasSize(4);
    }

    @Test
    void aProtectedDatasetCostsItsFileOnlyAndKeepsItsContent() {
        VerifiedFile before = file(SESSION, "alf/spikes.times.npy");
        register(List.of(before));
        protect(server.state().datasets().get(0));
        VerifiedFile after = new VerifiedFile(before.file(), before.staged(), Set.of(md5(99)));
        List<VerifiedFile> files = new ArrayList<>(files(4));
        files.add(1, after);

        List<RegisterStep> steps = register(files);

        assertThat(refused(steps)).containsOnlyKeys(after).values().containsOnly(Kind.PROTECTED);
        assertThat(known(steps)).hasSize(4);
        assertThat(server.state().datasets().get(0).hash())
                .isEqualTo(sum(before).hex());
    }

    @Test
    void aNewRevisionOfAProtectedDatasetIsTaken() {
        VerifiedFile original = file(SESSION, "alf/spikes.times.npy");
        register(List.of(original));
        protect(server.state().datasets().get(0));
        VerifiedFile revision = file(SESSION, "alf/#2022-02-02#/spikes.times.npy");

        List<RegisterStep> steps = register(List.of(revision));

        assertThat(known(steps)).containsExactly(revision);
        assertThat(server.state().datasets())
                .extracting(AlyxState.Dataset::hash)
                .containsExactly(sum(original).hex(), sum(revision).hex());
    }

    @Test
    void whatWasCertainlyNotDoneIsTriedAsOftenAsAllowedAndThenGivenUp() {
        settings = new RegistrarSettings("local_smb", "demolab", 4, Duration.ofSeconds(4), Duration.ofMillis(20), 2);
        server.misbehave().failNext(10, POST, Failure.THROTTLED);

        List<RegisterStep> steps = register(files(3));

        assertThat(refused(steps)).hasSize(3).values().containsOnly(Kind.THROTTLED);
        assertThat(server.state().requests(POST)).isEqualTo(2);
    }

    @Test
    void aRequestIsNotedWhenItIsSentAndNotWhenItBeginsToWaitForItsTurn() {
        server.misbehave().failNext(1, POST, Failure.THROTTLED);

        List<RegisterStep> steps = register(files(3));

        assertThat(known(steps)).hasSize(3);
        assertThat(journal.pauseBetweenBatches(1, 2)).isGreaterThanOrEqualTo(Duration.ofSeconds(1)); // as Alyx asked
    }

    @Test
    void aServerThatIsGoneRefusesEachFileAsTemporary() {
        register(files(1)); // signed in
        server.stop().block(PATIENCE);

        List<RegisterStep> steps = register(files(3));

        assertThat(refused(steps)).hasSize(3).values().allMatch(Kind::isTemporary);
    }

    @Test
    void aSessionThatIsNotThereIsSaidOnceForAllFiles() {
        SessionPath missing = SessionPath.parse("COGP-003/2022-01-13/001");

        List<RegisterStep> steps = register(missing, files(missing, 0, 3));

        assertThat(refused(steps)).hasSize(3).values().containsOnly(Kind.NOT_FOUND);
        assertThat(server.state().requests(POST)).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = Failure.class,
            names = {"COMMIT_WITHOUT_ANSWER", "COMMIT_THEN_RESET"})
    void aBatchThatWasCarriedOutWithoutAnAnswerIsNotSentAgain(Failure failure) {
        server.misbehave().failNext(1, POST, failure);

        List<RegisterStep> steps = register(files(5));

        assertThat(known(steps)).hasSize(5);
        assertThat(server.state().requests(POST)).isEqualTo(1);
        assertThat(server.state().datasetCount()).isEqualTo(5);
    }

    @ParameterizedTest
    @EnumSource(
            value = Failure.class,
            names = {"RESET", "HTML_500", "NO_ANSWER"})
    void aBatchThatWasLostOnItsWayIsSentAgainOnceTheServerMustHaveGivenItUp(Failure failure) {
        server.misbehave().failNext(1, POST, failure);

        List<RegisterStep> steps = register(files(5));

        assertThat(known(steps)).hasSize(5);
        assertThat(server.state().requests(POST)).isEqualTo(2);
        assertThat(journal.pauseBetweenBatches(1, 2)).isGreaterThanOrEqualTo(settings.serverTimeout());
    }

    @Test
    void whatAlyxKnowsOfAnotherRepositoryIsNoAnswerToALostRequest() {
        List<VerifiedFile> files = files(2);
        register(files);
        alyx.createRepository(new Repository("new_smb", "smb2.lab.org", "/", null, "", false))
                .block(PATIENCE);
        settings = new RegistrarSettings("new_smb", "demolab", 4, Duration.ofMillis(1_500), Duration.ofMillis(20), 3);
        server.misbehave().failNext(1, POST, Failure.RESET);

        List<RegisterStep> steps = register(files);

        assertThat(known(steps)).hasSize(2);
        assertThat(files).allSatisfy(file -> assertThat(
                        server.state().file("new_smb", file.file().target().value()))
                .isNotNull());
    }

    @Test
    void ofAHalfDoneBatchOnlyTheOtherHalfIsSentAgain() {
        settings = new RegistrarSettings("local_smb", "demolab", 4, Duration.ofMillis(1_500), Duration.ofMillis(20), 6);
        server.misbehave().registrationCost(Duration.ofMillis(40)).workerTimeout(Duration.ofMillis(300));

        List<RegisterStep> steps = register(files(10));

        assertThat(known(steps)).hasSize(10).doesNotHaveDuplicates();
        assertThat(server.state().datasetCount()).isEqualTo(10);
        assertThat(journal.batches().get(0)).hasSize(10);
        assertThat(journal.batches().get(1)).hasSizeLessThan(10);
    }

    @Test
    void aRecordThatSaysTheFileIsNotThereIsSetRight() {
        VerifiedFile file = file(SESSION, "alf/spikes.times.npy");
        send("POST", "/register-file", """
                {"path": "%s", "filenames": ["alf/spikes.times.npy"], "hashes": ["%s"], "filesizes": [%d],
                 "name": "local_smb", "created_by": "%s", "exists": false}
                """.formatted(
                        SESSION, sum(file).hex(), file.staged().size(), USER));
        assertThat(exists(file)).isFalse();

        List<RegisterStep> steps = register(List.of(file));

        assertThat(known(steps)).containsExactly(file);
        assertThat(exists(file)).isTrue();
        assertThat(server.state().requests("PATCH /files/")).isEqualTo(1);
    }

    @Test
    void aCancelledRegistrationHoldsUpNoOther() {
        settings = new RegistrarSettings("local_smb", "demolab", 1, Duration.ofSeconds(4), Duration.ofMillis(20), 3);
        SessionPath other = SessionPath.parse("COGP-003/2022-01-12/001");
        create(other);
        server.misbehave().failNext(1, POST, Failure.NO_ANSWER);
        Registrar registrar = registrar();

        registrar
                .register(SESSION, Flux.fromIterable(files(2)))
                .filter(Sent.class::isInstance)
                .next()
                .block(PATIENCE);
        server.misbehave().behave();
        List<RegisterStep> steps = all(registrar.register(other, Flux.fromIterable(files(other, 0, 2))));

        assertThat(known(steps)).hasSize(2);
    }

    @Test
    void withoutFilesNothingIsAsked() {
        assertThat(register(List.of())).isEmpty();
        assertThat(server.state().requests(POST)).isZero();
    }

    // --- what the tests are made of ---

    private Registrar registrar() {
        return new Registrar(alyx, journal, settings);
    }

    private List<RegisterStep> register(List<VerifiedFile> files) {
        return register(SESSION, files);
    }

    private List<RegisterStep> register(SessionPath session, List<VerifiedFile> files) {
        return all(registrar().register(session, Flux.fromIterable(files)));
    }

    private static List<RegisterStep> all(Flux<RegisterStep> steps) {
        return Objects.requireNonNull(steps.collectList().block(PATIENCE));
    }

    private void create(SessionPath session) {
        alyx.findOrCreateSession(NewSession.of(session).projects(List.of("demo_project")))
                .block(PATIENCE);
    }

    private static List<VerifiedFile> files(int count) {
        return files(SESSION, 0, count);
    }

    private static List<VerifiedFile> files(SessionPath session, int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> file(session, "alf/probe%03d/spikes.times.npy".formatted(i)))
                .toList();
    }

    private static VerifiedFile file(SessionPath session, String relative) {
        FilePath path = FilePath.of(relative);
        FilePath target = session.folder().resolve(path);
        ToMove planned = new ToMove(
                session,
                DatasetPath.parse(path),
                List.of(),
                target,
                17,
                Instant.EPOCH,
                Optional.empty(),
                Optional.empty(),
                true,
                OnExisting.FAIL);
        return new VerifiedFile(
                planned, new StagedFile(target.sibling(".at-1.part"), 17), Set.of(md5(target.hashCode())));
    }

    private static Checksum md5(int number) {
        return new Checksum(Algorithm.MD5, "%032x".formatted(number & 0xffff_ffffL));
    }

    private static Checksum sum(VerifiedFile file) {
        return file.checksums().iterator().next();
    }

    private static List<Integer> sent(List<RegisterStep> steps) {
        return steps.stream()
                .filter(Sent.class::isInstance)
                .map(step -> ((Sent) step).files().size())
                .toList();
    }

    private static List<VerifiedFile> known(List<RegisterStep> steps) {
        return steps.stream()
                .filter(Known.class::isInstance)
                .map(step -> ((Known) step).file())
                .toList();
    }

    private static Map<VerifiedFile, Kind> refused(List<RegisterStep> steps) {
        Map<VerifiedFile, Kind> refused = new HashMap<>();
        for (RegisterStep step : steps) {
            if (step instanceof Refused no) {
                assertThat(refused.put(no.file(), no.why().kind())).isNull();
            }
        }
        return refused;
    }

    private boolean exists(VerifiedFile file) {
        return Objects.requireNonNull(
                        server.state().file("local_smb", file.file().target().value()))
                .exists();
    }

    /** Makes Alyx hold the dataset twice, so that it cannot tell which one a registration means. */
    private void twice(VerifiedFile file) {
        String session = server.state().sessions().get(0).id();
        for (int i = 0; i < 2; i++) {
            send("POST", "/datasets", """
                    {"name": "spikes.times.npy", "dataset_type": "spikes.times", "data_format": "npy",
                     "session": "%s/sessions/%s", "collection": "%s"}
                    """.formatted(
                            server.baseUrl(), session, file.file().dataset().collection()));
        }
    }

    private void protect(AlyxState.Dataset dataset) {
        send("POST", "/tags", "{\"name\": \"paper-1\", \"protected\": true}");
        send("PATCH", "/datasets/" + dataset.id(), "{\"tags\": [\"paper-1\"]}");
    }

    private void send(String method, String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.baseUrl() + path))
                .header("Authorization", "Token " + server.token(USER))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<String> answer =
                    HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 201);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Tells from what is written down how many sessions had a batch on its way at once. */
    private static final class WatchedJournal implements Journal {
        private final MemoryJournal journal = new MemoryJournal();
        private final Map<SessionPath, Integer> inFlight = new HashMap<>();
        private final List<List<JournalEntry.Registering>> batches = new ArrayList<>();
        private int most;

        @Override
        public Mono<Void> append(Collection<? extends JournalEntry> entries) {
            return journal.append(entries).doOnSubscribe(subscription -> watch(entries));
        }

        @Override
        public Flux<FileProgress> unfinished(SessionPath session) {
            return journal.unfinished(session);
        }

        @Override
        public Flux<SessionPath> unfinishedSessions() {
            return journal.unfinishedSessions();
        }

        @Override
        public Flux<FinishedFile> finished(SessionPath session) {
            return journal.finished(session);
        }

        synchronized int mostSessionsInFlight() {
            return most;
        }

        synchronized List<List<JournalEntry.Registering>> batches() {
            return List.copyOf(batches);
        }

        /** Batches are counted from 1. */
        synchronized Duration pauseBetweenBatches(int one, int next) {
            return Duration.between(since(one), since(next));
        }

        private Instant since(int batch) {
            return batches.get(batch - 1).get(0).since();
        }

        private synchronized void watch(Collection<? extends JournalEntry> entries) {
            Stream<JournalEntry.Registering> begun = entries.stream()
                    .filter(JournalEntry.Registering.class::isInstance)
                    .map(JournalEntry.Registering.class::cast);
            List<JournalEntry.Registering> batch = begun.toList();
            if (!batch.isEmpty()) {
                batches.add(batch);
                inFlight.put(batch.get(0).file().session(), batch.size());
            }
            most = Math.max(most, inFlight.size());
            for (JournalEntry entry : entries) {
                if (entry instanceof JournalEntry.Registered registered) {
                    inFlight.computeIfPresent(
                            registered.file().session(), (session, left) -> left == 1 ? null : left - 1);
                }
            }
        }
    }
}
