package org.alyxtransfer.sandbox.alyx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/** What the stand-in does wrong, it does reliably. */
class MisbehaviourTest {
    private static final String PATH = "COGP-001/2022-01-11/001";

    private AlyxServer alyx;
    private Http http;

    @BeforeEach
    void start() {
        alyx = Http.now(AlyxServer.start(AlyxSettings.defaults()));
        http = new Http(alyx.baseUrl());
        ObjectNode session =
                Json.object().put("subject", "COGP-001").put("number", 1).put("start_time", "2022-01-11T10:00:00");
        assertThat(Http.now(http.json("POST", "/sessions", alyx.token("admin"), session))
                        .status())
                .isEqualTo(201);
    }

    @AfterEach
    void stop() {
        alyx.stop().block(Duration.ofSeconds(10));
    }

    @Test
    void throttlesEachUserForItself() {
        alyx.misbehave().throttlePerMinute(2);
        http.get("/tags", alyx.token("admin"));
        http.get("/tags", alyx.token("admin"));

        Http.Reply refused = http.get("/tags", alyx.token("admin"));

        assertThat(refused.status()).isEqualTo(429);
        assertThat(Integer.parseInt(refused.headers().get("Retry-After"))).isBetween(1, 60);
        assertThat(http.get("/tags", alyx.token("alyx_user")).status()).isEqualTo(200);
    }

    @Test
    void goesOnRegisteringAfterItsClientIsGone() {
        alyx.misbehave().registrationCost(Duration.ofMillis(30));
        Disposable client = register(files(12)).subscribe();
        await().until(() -> alyx.state().datasetCount() > 0);

        client.dispose();

        await().until(() -> alyx.state().registrationsInFlight() == 0);
        assertThat(alyx.state().datasetCount()).isEqualTo(12);
    }

    @Test
    void stopsRegisteringWithItsClientWhenToldTo() {
        alyx.misbehave().registrationCost(Duration.ofMillis(50)).registersAfterDisconnect(false);
        Disposable client = register(files(200)).subscribe();
        await().until(() -> alyx.state().datasetCount() > 0);

        client.dispose();

        await().until(() -> alyx.state().registrationsInFlight() == 0);
        assertThat(alyx.state().datasetCount()).isBetween(1, 199);
    }

    @Test
    void twoIdenticalRegistrationsAtOnceBreakAFileForGood() {
        alyx.misbehave().raceWindow(Duration.ofSeconds(1));

        List<Integer> statuses = Mono.zip(register(files(1)), register(files(1)))
                .map(both -> List.of(both.getT1().status(), both.getT2().status()))
                .block(Duration.ofSeconds(60));
        alyx.misbehave().behave();
        Http.Reply again = Http.now(register(files(1)));

        assertThat(statuses).containsExactlyInAnyOrder(201, 400);
        assertThat(alyx.state().mostRegistrationsAtOnce(PATH)).isEqualTo(2);
        assertThat(alyx.state().datasets()).hasSize(2);
        assertThat(again.status()).isEqualTo(500);
        assertThat(again.body()).contains("get() returned more than one Dataset -- it returned 2!");
    }

    @Test
    void twoIdenticalRegistrationsAtOnceAreHarmlessWithoutTheRace() {
        alyx.misbehave().registrationCost(Duration.ofMillis(10));

        List<Integer> statuses = Mono.zip(register(files(5)), register(files(5)))
                .map(both -> List.of(both.getT1().status(), both.getT2().status()))
                .block(Duration.ofSeconds(60));

        assertThat(statuses).containsExactly(201, 201);
        assertThat(alyx.state().datasetCount()).isEqualTo(5);
    }

    @Test
    void aKilledWorkerLeavesWhatItHadRegistered() {
        alyx.misbehave().registrationCost(Duration.ofMillis(50)).workerTimeout(Duration.ofSeconds(1));

        Http.Reply killed = Http.now(register(files(100)));

        int left = alyx.state().datasetCount();
        assertThat(killed.status()).isEqualTo(500);
        assertThat(killed.headers().get("Content-Type")).isEqualTo("text/html");
        assertThat(left).isBetween(0, 99);
        alyx.misbehave().behave();
        assertThat(Http.now(register(files(100))).json()).hasSize(100);
        assertThat(alyx.state().datasetCount()).isEqualTo(100);
    }

    @Test
    void failsAsOftenAsPlannedAndOnlyWhatWasMeant() {
        alyx.misbehave().failNext(2, "GET /tags", Failure.JSON_500);

        assertThat(http.get("/labs", alyx.token("admin")).status()).isEqualTo(200);
        assertThat(http.get("/tags", alyx.token("admin")).status()).isEqualTo(500);
        assertThat(http.get("/tags", alyx.token("admin")).status()).isEqualTo(500);
        assertThat(http.get("/tags", alyx.token("admin")).status()).isEqualTo(200);
        assertThat(alyx.state().requests()).containsEntry("GET /tags", 3L);
    }

    @Test
    void answersLookLikeTheirKindOfFailure() {
        alyx.misbehave()
                .failNext(1, "GET /tags", Failure.HTML_500)
                .failNext(1, "GET /tags", Failure.FORBIDDEN)
                .failNext(1, "GET /tags", Failure.THROTTLED)
                .failNext(1, "GET /tags", Failure.GARBAGE);

        Http.Reply html = http.get("/tags", alyx.token("admin"));
        Http.Reply forbidden = http.get("/tags", alyx.token("admin"));
        Http.Reply throttled = http.get("/tags", alyx.token("admin"));
        Http.Reply garbage = http.get("/tags", alyx.token("admin"));

        assertThat(html.body()).startsWith("<html>");
        assertThat(forbidden.status()).isEqualTo(403);
        assertThat(throttled.headers().get("Retry-After")).isEqualTo("1");
        assertThat(garbage.status()).isEqualTo(200);
        assertThatThrownBy(garbage::json).hasMessageContaining("not JSON");
    }

    @ParameterizedTest
    @EnumSource(names = {"RESET", "NO_ANSWER", "COMMIT_WITHOUT_ANSWER", "COMMIT_THEN_RESET"})
    void withoutAnAnswerTheFilesAreThereOnlyIfCommitted(Failure failure) {
        alyx.misbehave().failNext(1, "POST /register-file", failure);

        assertThatThrownBy(
                        () -> register(files(2)).timeout(Duration.ofSeconds(2)).block())
                .isInstanceOf(Exception.class);

        int expected = failure.commits() ? 2 : 0;
        await().untilAsserted(() -> assertThat(alyx.state().datasetCount()).isEqualTo(expected));
    }

    @Test
    void stoppingClosesConnectionsThatStillWait() {
        alyx.misbehave().failNext(1, "GET /tags", Failure.NO_ANSWER);
        Mono<Http.Reply> waiting = http.send(
                        "GET", "/tags", Map.of("Authorization", "Token " + alyx.token("admin")), null)
                .cache();
        Disposable client = waiting.subscribe(reply -> {}, gone -> {});
        await().until(() -> alyx.state().requests("GET /tags") == 1);

        alyx.stop().block(Duration.ofSeconds(10));

        assertThatThrownBy(() -> waiting.block(Duration.ofSeconds(10)))
                .hasStackTraceContaining("PrematureCloseException");
        assertThat(client.isDisposed()).isTrue();
    }

    private Mono<Http.Reply> register(List<String> names) {
        ObjectNode body = Json.object().put("name", "local_smb").put("path", PATH);
        body.set("filenames", Json.texts(names));
        body.set("hashes", Json.texts(names.stream().map(name -> "a".repeat(32)).toList()));
        return http.json("POST", "/register-file", alyx.token("admin"), body);
    }

    private static List<String> files(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "probe%03d/trials.table.pqt".formatted(i))
                .toList();
    }
}
