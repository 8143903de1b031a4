package org.alyxtransfer.register;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.alyxtransfer.alyx.AlyxClient;
import org.alyxtransfer.alyx.NewSession;
import org.alyxtransfer.dataset.Checksum;
import org.alyxtransfer.dataset.Checksum.Algorithm;
import org.alyxtransfer.dataset.DatasetPath;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.SessionPath;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.plan.PlannedFile.ToMove;
import org.alyxtransfer.register.RegisterStep.Known;
import org.alyxtransfer.register.RegisterStep.Refused;
import org.alyxtransfer.register.RegisterStep.Sent;
import org.alyxtransfer.sandbox.alyx.AlyxServer;
import org.alyxtransfer.sandbox.alyx.AlyxSettings;
import org.alyxtransfer.sandbox.alyx.AlyxState;
import org.alyxtransfer.storage.StagedFile;
import org.alyxtransfer.storage.Storage.OnExisting;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A registrar at work for a stand-in Alyx over real HTTP, and what it is told and tells. */
abstract class Registering {
    static final Duration PATIENCE = Duration.ofSeconds(60);
    static final SessionPath SESSION = SessionPath.parse("COGP-003/2022-01-11/001");
    static final String USER = "alyx_user";
    static final String POST = "POST /register-file";

    final AlyxServer server = Objects.requireNonNull(
            AlyxServer.start(AlyxSettings.defaults().withUser(USER, "secret")).block(PATIENCE));
    final AlyxClient alyx = AlyxClient.connect(
            org.alyxtransfer.alyx.AlyxSettings.withPassword(URI.create(server.baseUrl()), USER, () -> "secret")
                    .limits(100_000, 8)
                    .timeouts(Duration.ofSeconds(5), Duration.ofSeconds(2)));
    final WatchedJournal journal = new WatchedJournal();
    RegistrarSettings settings =
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

    Registrar registrar() {
        return new Registrar(alyx, journal, settings);
    }

    List<RegisterStep> register(List<VerifiedFile> files) {
        return register(SESSION, files);
    }

    List<RegisterStep> register(SessionPath session, List<VerifiedFile> files) {
        return all(registrar().register(session, Mono.empty(), Flux.fromIterable(files)));
    }

    static List<RegisterStep> all(Flux<RegisterStep> steps) {
        return Objects.requireNonNull(steps.collectList().block(PATIENCE));
    }

    void create(SessionPath session) {
        alyx.findOrCreateSession(NewSession.of(session).projects(List.of("demo_project")))
                .block(PATIENCE);
    }

    static List<VerifiedFile> files(int count) {
        return files(SESSION, 0, count);
    }

    static List<VerifiedFile> files(SessionPath session, int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> file(session, "alf/probe%03d/spikes.times.npy".formatted(i)))
                .toList();
    }

    static VerifiedFile file(SessionPath session, String relative) {
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

    static Checksum md5(int number) {
        return new Checksum(Algorithm.MD5, "%032x".formatted(number & 0xffff_ffffL));
    }

    static Checksum sum(VerifiedFile file) {
        return file.checksums().iterator().next();
    }

    static List<Integer> sent(List<RegisterStep> steps) {
        return steps.stream()
                .filter(Sent.class::isInstance)
                .map(step -> ((Sent) step).files().size())
                .toList();
    }

    static List<VerifiedFile> known(List<RegisterStep> steps) {
        return steps.stream()
                .filter(Known.class::isInstance)
                .map(step -> ((Known) step).file())
                .toList();
    }

    static Map<VerifiedFile, Kind> refused(List<RegisterStep> steps) {
        Map<VerifiedFile, Kind> refused = new HashMap<>();
        for (RegisterStep step : steps) {
            if (step instanceof Refused no) {
                assertThat(refused.put(no.file(), no.why().kind())).isNull();
            }
        }
        return refused;
    }

    boolean exists(VerifiedFile file) {
        return Objects.requireNonNull(
                        server.state().file("local_smb", file.file().target().value()))
                .exists();
    }

    /** Makes Alyx hold the dataset twice, so that it cannot tell which one a registration means. */
    void twice(VerifiedFile file) {
        String session = server.state().sessions().get(0).id();
        for (int i = 0; i < 2; i++) {
            send("POST", "/datasets", """
                    {"name": "spikes.times.npy", "dataset_type": "spikes.times", "data_format": "npy",
                     "session": "%s/sessions/%s", "collection": "%s"}
                    """.formatted(
                            server.baseUrl(), session, file.file().dataset().collection()));
        }
    }

    void protect(AlyxState.Dataset dataset) {
        send("POST", "/tags", "{\"name\": \"paper-1\", \"protected\": true}");
        send("PATCH", "/datasets/" + dataset.id(), "{\"tags\": [\"paper-1\"]}");
    }

    void send(String method, String path, String body) {
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
}
