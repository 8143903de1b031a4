package org.alyxtransfer.sandbox.alyx;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Replays every recorded call of a real Alyx, in order, and compares the stand-in's answers. */
class RecordingsTest {
    private static final Map<String, String> LEFT_OUT =
            Map.of("383-cache-zip", "the stand-in has no Parquet writer, so it has no cache tables to zip");

    private static final Queue<String> NEXT_IDS = new ArrayDeque<>();
    private static List<Recording> recordings;
    private static AlyxServer server;
    private static Http http;

    @BeforeAll
    static void start() throws IOException {
        recordings = Recording.all();
        server = Http.now(AlyxServer.start(AlyxSettings.defaults(), RecordingsTest::nextId));
        http = new Http(server.baseUrl());
    }

    @AfterAll
    static void stop() {
        server.stop().block(Duration.ofSeconds(10));
    }

    @TestFactory
    Stream<DynamicTest> answersAsRecorded() {
        Replay replay = new Replay(server);
        return recordings.stream()
                .filter(recording -> !LEFT_OUT.containsKey(recording.name()))
                .map(recording -> DynamicTest.dynamicTest(recording.name(), () -> {
                    prepare(recording.number());

                    List<String> differences = replay.differences(recording);

                    assertThat(differences).as(recording.name()).isEmpty();
                }));
    }

    @Test
    void leavesOutFewerThanOneInFive() {
        assertThat(recordings).extracting(Recording::name).containsAll(LEFT_OUT.keySet());
        assertThat(LEFT_OUT.size() * 5).isLessThan(recordings.size());
        System.out.printf(
                "recordings: %d replayed, %d left out %s%n",
                recordings.size() - LEFT_OUT.size(), LEFT_OUT.size(), LEFT_OUT);
    }

    /** What happened between the recorded calls. */
    private static void prepare(int number) {
        switch (number) {
            case 100 -> {
                session("fd0ed308-3557-4364-a055-44e08b86f484", "COGP-004", 1, "2022-03-01T09:00:00", "demo_project");
                session("d280a556-38ab-4c40-aa3a-b4392d1fed26", "COGP-004", 2, "2022-03-01T11:00:00");
            }
            case 242 -> refusedProtectedDataset();
            case 371 -> server.misbehave().behave();
            case 381 ->
                server.desk().look(store -> {
                    CacheTables.generate(store);
                    return store;
                });
            case 390 -> {
                server.misbehave().throttlePerMinute(5);
                for (int i = 0; i < 5; i++) {
                    http.get("/tags", server.token("admin"));
                }
            }
            case 395 -> session("554faee6-0a5b-47ec-9520-166381e3cba9", "COGP-004", 1, "2023-08-08T09:00:00");
            case 400 -> {
                server.misbehave().throttlePerMinute(0);
                session("096e7cb6-b39c-4a66-8551-cce42e9dc470", "COGP-005", 1, "2022-04-01T09:00:00");
            }
            case 410 -> session("7b499c04-256e-4fec-bf68-6bacc97080a9", "COGP-005", 1, "2022-04-02T09:00:00");
            case 420 -> {
                // A hundredth of the real times: 0.09 s per file, killed after 30 s.
                server.misbehave().registrationCost(Duration.ofMillis(1)).workerTimeout(Duration.ofMillis(300));
                session("00000000-0000-4000-8000-000000000001", "COGP-005", 1, "2022-04-03T09:00:00");
            }
            case 430 -> session("00000000-0000-4000-8000-000000000002", "COGP-005", 1, "2022-04-04T09:00:00");
            case 440 -> session("00000000-0000-4000-8000-000000000003", "COGP-005", 1, "2022-04-05T09:00:00");
            case 450 -> server.misbehave().behave();
            case 460 -> session("19c6bb3a-ca94-4718-a9fe-b79f19f76248", "COGP-005", 1, "2022-05-02T09:00:00");
            case 461 -> session("bf1b844c-88b4-4db9-ad81-fe5945df101e", "COGP-005", 1, "2022-05-03T09:00:00");
            default -> {}
        }
    }

    /** A session with the id that the recorded one had: which is the day's base depends on it. */
    private static void session(String id, String subject, int number, String start, String... projects) {
        NEXT_IDS.add(id);
        ObjectNode body =
                Json.object().put("subject", subject).put("number", number).put("start_time", start);
        body.set("projects", Json.texts(List.of(projects)));
        assertThat(send("POST", "/sessions", body).status()).isEqualTo(201);
    }

    /** A protected original and a newer revision; registering the original again is refused, but moves the default. */
    private static void refusedProtectedDataset() {
        session("d649ff20-cc27-4f9d-82d9-b2496f0c7093", "COGP-004", 1, "2023-10-10T09:00:00");
        Http.Reply original = send("POST", "/register-file", registration("alf/trials.table.pqt"));
        send("POST", "/register-file", registration("alf/#v2#/trials.table.pqt"));
        ObjectNode tags = Json.object();
        tags.set("tags", Json.texts(List.of("protected_tag")));
        send("PATCH", "/datasets/" + original.json().path(0).path("id").asText(), tags);
        Http.Reply refused = send("POST", "/register-file", registration("alf/trials.table.pqt"));
        assertThat(refused.status()).isEqualTo(403);
    }

    private static ObjectNode registration(String name) {
        ObjectNode body = Json.object().put("name", "local_smb").put("path", "COGP-004/2023-10-10/001");
        body.set("filenames", Json.texts(List.of(name)));
        body.set("hashes", Json.texts(List.of("b".repeat(32))));
        return body;
    }

    private static Http.Reply send(String method, String path, ObjectNode body) {
        return Http.now(http.json(method, path, server.token("admin"), body));
    }

    private static String nextId() {
        String next = NEXT_IDS.poll();
        return next == null ? RandomIds.next() : next;
    }
}
