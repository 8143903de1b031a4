package org.alyxtransfer.alyx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.alyxtransfer.alyx.RegistrationOutcome.Refused;
import org.alyxtransfer.alyx.RegistrationOutcome.Registered;
import org.alyxtransfer.alyx.RegistrationOutcome.Unknown;
import org.alyxtransfer.dataset.Checksum;
import org.alyxtransfer.dataset.Checksum.Algorithm;
import org.alyxtransfer.dataset.DatasetPath;
import org.alyxtransfer.dataset.SessionPath;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.sandbox.alyx.AlyxServer;
import org.alyxtransfer.sandbox.alyx.AlyxState;
import org.alyxtransfer.sandbox.alyx.Failure;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The client and the sandbox's stand-in, which keeps what it is told and misbehaves on request. */
class StandInTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final SessionPath SESSION = SessionPath.parse("COGP-001/2022-01-11/001");
    private static final String MD5 = "0cc175b9c0f1b6a831c399e269772661";

    private AlyxServer server = start();
    private AlyxClient client = AlyxClient.connect(settings());

    @BeforeEach
    void connect() {
        client = AlyxClient.connect(settings());
    }

    @AfterEach
    void stop() {
        client.close().block(PATIENCE);
        server.stop().block(PATIENCE);
    }

    @Test
    void aSessionIsMadeFilledAndFoundAgain() {
        DatasetTypes types = answer(client.typeMatcher());
        assertThat(types.match("trials.table.pqt")).isInstanceOf(TypeMatch.Known.class);
        FoundOrCreated made =
                answer(client.findOrCreateSession(NewSession.of(SESSION).projects(List.of("demo_project"))));
        RegistrationOutcome outcome = answer(client.registerFiles(registration(files(3))));

        List<SessionSummary> found = all(client.sessions(
                SessionQuery.any().subject("COGP-001").dates(LocalDate.of(2022, 1, 1), LocalDate.of(2022, 1, 31))));
        List<Dataset> datasets =
                all(client.datasets(DatasetQuery.ofSession(made.session().id())));

        assertThat(found).extracting(SessionSummary::path).containsExactly(SESSION);
        assertThat(outcome).isInstanceOfSatisfying(Registered.class, done -> assertThat(done.datasets())
                .extracting(RegisteredDataset::id)
                .containsExactlyInAnyOrderElementsOf(
                        datasets.stream().map(Dataset::id).toList()));
        assertThat(datasets).allSatisfy(dataset -> {
            assertThat(dataset.hash()).isEqualTo(MD5);
            assertThat(dataset.size()).isEqualTo(1234);
            assertThat(dataset.records()).extracting(FileRecord::repository).contains("local_smb");
        });
        assertThat(answer(client.session(made.session().id())).datasets()).hasSize(3);
        assertThat(answer(client.dataset(datasets.get(0).id()))).isEqualTo(datasets.get(0));
    }

    @Test
    void registeringAgainGivesTheSameDatasets() {
        create();

        Registered first = (Registered) answer(client.registerFiles(registration(files(2))));
        Registered second = (Registered) answer(client.registerFiles(registration(files(2))));

        assertThat(second.datasets().stream().map(RegisteredDataset::id))
                .isEqualTo(first.datasets().stream().map(RegisteredDataset::id).toList());
    }

    @Test
    void aRegistrationThatOutlivesItsClientIsUnknownAndThenThere() {
        UUID session = create();
        server.misbehave().registrationCost(Duration.ofMillis(50));
        AlyxClient impatient = AlyxClient.connect(settings().timeouts(PATIENCE, Duration.ofMillis(400)));

        RegistrationOutcome outcome = answer(impatient.registerFiles(registration(files(20))));

        assertThat(outcome).isInstanceOfSatisfying(Unknown.class, unknown -> assertThat(
                        unknown.why().kind())
                .isEqualTo(Kind.TIMEOUT));
        assertThat(all(client.datasets(DatasetQuery.ofSession(session)))).hasSizeLessThan(20);
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() ->
                        all(client.datasets(DatasetQuery.ofSession(session))).size() == 20);
        assertThat(server.state().requests("POST /register-file")).isEqualTo(1);
        impatient.close().block(PATIENCE);
    }

    @Test
    void aWorkerKilledMidwayLeavesTheFilesBefore() {
        UUID session = create();
        server.misbehave().registrationCost(Duration.ofMillis(50)).workerTimeout(Duration.ofMillis(400));

        RegistrationOutcome outcome = answer(client.registerFiles(registration(files(20))));

        assertThat(outcome).isInstanceOfSatisfying(Unknown.class, unknown -> assertThat(
                        unknown.why().kind())
                .isEqualTo(Kind.UNAVAILABLE));
        assertThat(all(client.datasets(DatasetQuery.ofSession(session)))).hasSizeBetween(1, 19);
    }

    @Test
    void aFileOfUnknownTypeStopsTheBatchAndIsNamed() {
        UUID session = create();
        List<FileToRegister> files = List.of(
                file(new DatasetPath("c0", "", "trials.choice.npy")),
                file(new DatasetPath("c0", "", "no.suchType.npy")),
                file(new DatasetPath("c0", "", "trials.intervals.npy")));

        RegistrationOutcome outcome = answer(client.registerFiles(registration(files)));

        assertThat(outcome).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.refusal()).isEqualTo(Refusal.UNKNOWN_TYPE);
            assertThat(refused.culprits()).containsExactly(files.get(1).path());
        });
        assertThat(all(client.datasets(DatasetQuery.ofSession(session))))
                .extracting(Dataset::path)
                .containsExactly(files.get(0).path());
    }

    @Test
    void twoIdenticalRegistrationsAtOnceBreakAFileAsTheyDoInARealOne() {
        create();
        server.misbehave().raceWindow(Duration.ofMillis(200));

        Flux.range(0, 2)
                .flatMap(i -> client.registerFiles(registration(files(1))), 2)
                .blockLast(PATIENCE);
        RegistrationOutcome later = answer(client.registerFiles(registration(files(1))));

        assertThat(later).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.refusal()).isEqualTo(Refusal.DUPLICATE_DATASET);
            assertThat(refused.why()).hasMessageContaining("delete one of the two rows");
        });
    }

    @ParameterizedTest
    @CsvSource({"COMMIT_THEN_RESET", "COMMIT_WITHOUT_ANSWER"})
    void aCreationWhoseAnswerIsLostIsNotRepeated(Failure failure) {
        server.misbehave().failNext(1, "POST /sessions", failure);
        AlyxClient impatient = AlyxClient.connect(settings().timeouts(Duration.ofSeconds(2), PATIENCE));

        FoundOrCreated made = answer(impatient.findOrCreateSession(NewSession.of(SESSION)));

        assertThat(made.isNew()).isTrue();
        assertThat(server.state().sessions()).hasSize(1);
        assertThat(server.state().requests("POST /sessions")).isEqualTo(1);
        impatient.close().block(PATIENCE);
    }

    @Test
    void eightWhoWantOneSessionGetOne() {
        Flux.range(0, 8)
                .flatMap(i -> client.findOrCreateSession(NewSession.of(SESSION)), 8)
                .blockLast(PATIENCE);

        assertThat(server.state().sessions()).hasSize(1);
    }

    /** The process that asked was killed, and Alyx carries its request out only now. */
    @Test
    void aSessionThatAnEarlierProcessAskedForIsWaitedFor() {
        Mono<FoundOrCreated> late =
                Mono.delay(Duration.ofMillis(200)).then(client.findOrCreateSession(NewSession.of(SESSION)));
        AlyxClient again = AlyxClient.connect(settings()).remembering(askedNow(), Duration.ofSeconds(60));

        FoundOrCreated found = answer(Mono.zip(again.findOrCreateSession(NewSession.of(SESSION)), late)
                .map(both -> both.getT1()));

        assertThat(server.state().sessions()).singleElement().satisfies(only -> assertThat(only.id())
                .isEqualTo(found.session().id().toString()));
        again.close().block(PATIENCE);
    }

    private static CreationNotes askedNow() {
        return new CreationNotes() {
            @Override
            public Mono<Void> asking(SessionPath session, Instant since) {
                return Mono.error(new AssertionError("asks a second time"));
            }

            @Override
            public Mono<Instant> asked(SessionPath session) {
                return Mono.just(Instant.now());
            }
        };
    }

    @Test
    void fifteenHundredSessionsAreListedOnceEach() {
        Flux.range(0, 1_500)
                .map(i -> NewSession.of(
                        new SessionPath("COGP-002", LocalDate.of(2020, 1, 1).plusDays(i), 1)))
                .flatMap(client::createSession, 8, 1)
                .blockLast(PATIENCE);

        List<SessionSummary> listed = all(client.sessions(SessionQuery.any().subject("COGP-002")));

        assertThat(listed).hasSize(1_500);
        assertThat(listed.stream().map(SessionSummary::id).distinct()).hasSize(1_500);
        assertThat(server.state().requests("GET /sessions")).isEqualTo(6);
    }

    @Test
    void aNicknameInTwoLabsStopsRegistrationWithWordsThatHelp() {
        create();
        answer(client.createSubject(new Subject("COGP-001", "otherlab", List.of(), "", true)));

        assertThat(answer(client.registerFiles(registration(files(1)))))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.refusal()).isEqualTo(Refusal.AMBIGUOUS_SUBJECT));
        assertThat(failure(client.subject("COGP-001")).kind()).isEqualTo(Kind.CONFLICT);
    }

    @Test
    void everySettingOfAnAlyxCanBeMadeOnce() {
        answer(client.createRepository(new Repository(
                "lab_smb", "nas.local", "/new/Subjects/", "http://nas.local/new/Subjects/", "Fileserver", false)));
        answer(client.createLab("newlab", List.of("lab_smb")));
        answer(client.createProject(new Project("new_project", "", List.of())));
        answer(client.createSubject(new Subject("COGP-900", "newlab", List.of("new_project"), "", true)));
        answer(client.createDatasetType(new DatasetType("brandNew.thing", "", "made by a test")));
        answer(client.createDataFormat(new DataFormat("zzz", ".zzz", "")));

        assertThat(answer(client.lab("newlab")).repositories()).containsExactly("lab_smb");
        assertThat(answer(client.repository("lab_smb")).dataUrl()).isEqualTo("http://nas.local/new/Subjects/");
        assertThat(answer(client.subject("COGP-900")).lab()).isEqualTo("newlab");
        assertThat(answer(client.typeMatcher()).match("brandNew.thing.zzz")).isInstanceOf(TypeMatch.Known.class);
        assertThat(failure(client.createDataFormat(new DataFormat("zzz", ".zzz", "")))
                        .kind())
                .isEqualTo(Kind.EXISTS);
        assertThat(failure(client.createDatasetType(new DatasetType("brandNew.thing", "", "")))
                        .kind())
                .isEqualTo(Kind.EXISTS);
    }

    @Test
    void aSessionIsPatchedAndItsJsonReplaced() {
        UUID session = create();
        answer(client.patchSession(session, Map.of("json", Map.of("a", 1))));

        Session patched = answer(client.patchSession(session, Map.of("json", Map.of("b", 2), "task_protocol", "p")));

        assertThat(patched.json()).isEqualTo(Map.of("b", 2));
        assertThat(patched.summary().taskProtocol()).isEqualTo("p");
    }

    @Test
    void aRecordIsRepairedByItsId() {
        create();
        Registered registered = (Registered) answer(client.registerFiles(registration(files(1))));
        FileRecord record = registered.datasets().get(0).records().stream()
                .filter(one -> one.repository().equals("local_smb"))
                .findFirst()
                .orElseThrow();

        FileRecord patched = answer(client.patchFileRecord(record.id(), false));

        assertThat(patched.exists()).isFalse();
        assertThat(server.state().file("local_smb", record.relativePath()))
                .isNotNull()
                .returns(false, AlyxState.FileRecord::exists);
    }

    @ParameterizedTest
    @CsvSource({"HTML_500", "THROTTLED", "RESET", "NO_ANSWER"})
    void aQuestionIsAskedAgainAfterWhatMayPass(Failure failure) {
        server.misbehave().failNext(1, "GET /users", failure);
        AlyxClient impatient = AlyxClient.connect(settings().timeouts(Duration.ofSeconds(2), PATIENCE));

        assertThat(answer(impatient.whoAmI()).name()).isEqualTo("alyx_user");
        assertThat(server.state().requests("GET /users")).isEqualTo(2);
        impatient.close().block(PATIENCE);
    }

    @ParameterizedTest
    @CsvSource({"JSON_500, REFUSED", "FORBIDDEN, DENIED", "GARBAGE, GARBLED"})
    void aQuestionIsNotAskedAgainAfterWhatStays(Failure failure, Kind kind) {
        server.misbehave().failNext(1, "GET /users", failure);

        assertThat(failure(client.whoAmI()).kind()).isEqualTo(kind);
        assertThat(server.state().requests("GET /users")).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"NO_ANSWER, TIMEOUT", "RESET, DISCONNECTED", "HTML_500, UNAVAILABLE", "COMMIT_THEN_RESET, DISCONNECTED"
    })
    void aRegistrationOfUnknownFateIsSentOnce(Failure failure, Kind kind) {
        create();
        server.misbehave().failNext(1, "POST /register-file", failure);
        AlyxClient impatient = AlyxClient.connect(settings().timeouts(PATIENCE, Duration.ofSeconds(1)));

        RegistrationOutcome outcome = answer(impatient.registerFiles(registration(files(2))));

        assertThat(outcome).isInstanceOfSatisfying(Unknown.class, unknown -> assertThat(
                        unknown.why().kind())
                .isEqualTo(kind));
        assertThat(server.state().requests("POST /register-file")).isEqualTo(1);
        impatient.close().block(PATIENCE);
    }

    @Test
    void aWrongPasswordIsAnAuthenticationFailure() {
        AlyxClient other =
                AlyxClient.connect(AlyxSettings.withPassword(URI.create(server.baseUrl()), "alyx_user", () -> "no"));

        assertThat(failure(other.whoAmI()).kind()).isEqualTo(Kind.AUTHENTICATION);
        other.close().block(PATIENCE);
    }

    private static AlyxServer start() {
        return AlyxServer.start(org.alyxtransfer.sandbox.alyx.AlyxSettings.defaults())
                .blockOptional(PATIENCE)
                .orElseThrow();
    }

    private AlyxSettings settings() {
        return AlyxSettings.withPassword(URI.create(server.baseUrl()), "alyx_user", () -> "alyx-user-pass-1")
                .limits(100_000, 8)
                .retry(new RetryPolicy(3, Duration.ofMillis(10), Duration.ofMillis(20)));
    }

    private UUID create() {
        return answer(client.createSession(NewSession.of(SESSION))).id();
    }

    private static Registration registration(List<FileToRegister> files) {
        return Registration.of(SESSION, files, "local_smb").lab("demolab");
    }

    private static List<FileToRegister> files(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> file(new DatasetPath("c" + i, "", "trials.table.pqt")))
                .toList();
    }

    private static FileToRegister file(DatasetPath path) {
        return FileToRegister.of(path, 1234, new Checksum(Algorithm.MD5, MD5));
    }

    private static <T> T answer(Mono<T> mono) {
        return mono.blockOptional(PATIENCE).orElseThrow();
    }

    private static <T> List<T> all(Flux<T> flux) {
        return answer(flux.collectList());
    }

    private static TransferException failure(Mono<?> mono) {
        return catchThrowableOfType(TransferException.class, () -> mono.block(PATIENCE));
    }
}
