package org.alyxtransfer.automation.watch;

import static org.alyxtransfer.automation.watch.WatchLab.advance;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.alyxtransfer.alyx.SessionQuery;
import org.alyxtransfer.alyx.SessionSummary;
import org.alyxtransfer.automation.report.Outcome;
import org.alyxtransfer.automation.report.RunReport;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.sandbox.alyx.Failure;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.client.HttpClient;
import reactor.test.scheduler.VirtualTimeScheduler;

@NullUnmarked // block() is @Nullable where it never is null here
class WatcherTest {
    private static final String FIRST = "COGP-003/2022-01-11/001";
    private static final String SECOND = "COGP-003/2022-01-12/001";
    private static final String TRIALS = "alf/_ibl_trials.table.pqt";
    private static final String NOW = "{subject: COGP-003, since: 2020-01-01, settle-seconds: 0}";

    private final SetClock clock = new SetClock();

    @TempDir
    Path home;

    private WatchLab lab;

    @BeforeEach
    void start() {
        lab = new WatchLab(home, clock);
    }

    @AfterEach
    void end() {
        lab.close();
    }

    @Test
    void eachVersionOfASessionIsRunOnOnce() throws IOException {
        lab.rule("trials", NOW, "cat {session_folder}/trials.table.pqt");
        lab.record(FIRST, TRIALS, "1");

        lab.once();
        lab.once();
        lab.record(FIRST, TRIALS, "2");
        lab.once();

        assertThat(lab.told()).containsExactly("trials " + FIRST + " SUCCEEDED", "trials " + FIRST + " SUCCEEDED");
        assertThat(lab.reports).extracting(RunReport::run).doesNotHaveDuplicates();
        assertThat(lab.reports).allMatch(report -> report.result().summary().equals("bytes"));
    }

    @Test
    void whatWasThereBeforeTheRuleStartsNothing() throws IOException {
        lab.rule("trials", "{subject: COGP-003, settle-seconds: 0}", "true");
        lab.record(FIRST, TRIALS, "1");

        lab.once();
        lab.record(SECOND, TRIALS, "1");
        lab.once();

        assertThat(lab.told()).containsExactly("trials " + SECOND + " SUCCEEDED");
    }

    @Test
    void aRuleThatMatchesNothingRunsNothing() throws IOException {
        lab.rule("nobody", "{subject: NOBODY, since: 2020-01-01, settle-seconds: 0}", "true");
        lab.record(FIRST, TRIALS, "1");

        lab.once();

        assertThat(lab.told()).isEmpty();
    }

    @Test
    void aServersClockThatIsSetBackHidesNothing() throws IOException {
        lab.rule("trials", "{subject: COGP-003, settle-seconds: 0}", "true");
        lab.record(FIRST, TRIALS, "1");
        lab.once();
        clock.move(Duration.ofMinutes(65).negated());

        lab.record(SECOND, TRIALS, "1");
        lab.once();

        assertThat(lab.told()).containsExactly("trials " + SECOND + " SUCCEEDED");
    }

    @Test
    void aClockThatWasYearsAheadHidesNothing() throws IOException {
        lab.rule("trials", "{subject: COGP-003, settle-seconds: 0}", "true");
        lab.once();
        Instant now = clock.instant();
        clock.move(Duration.ofDays(3000));
        lab.record(FIRST, TRIALS, "1");
        lab.once();
        clock.set(now.plusSeconds(60));

        lab.record(SECOND, TRIALS, "1");
        lab.once();

        assertThat(lab.told()).containsExactly("trials " + FIRST + " SUCCEEDED", "trials " + SECOND + " SUCCEEDED");
    }

    @Test
    void badCommandsAreReportedAndHoldUpNothing() throws IOException {
        lab.rule("exits", NOW, "echo on its way; echo oops >&2; exit 1");
        lab.rule("destroys", NOW, "rm -rf {session_folder} && echo gone");
        Files.writeString(
                home.resolve("rules/missing.yaml"),
                "rule: missing\ntrigger:\n  alyx: " + NOW + "\naction:\n  command: [no-such-command]\n");
        lab.record(FIRST, TRIALS, "1");

        lab.once();

        assertThat(lab.told())
                .containsExactlyInAnyOrder(
                        "exits " + FIRST + " FAILED",
                        "destroys " + FIRST + " SUCCEEDED",
                        "missing " + FIRST + " NOT_RUN");
        assertThat(reportOf("exits").result().lastLogLines()).containsExactly("on its way", "oops");
        assertThat(reportOf("missing").result().reason()).contains("there is no command 'no-such-command'");
    }

    @Test
    void aSessionThatIsNotToBeHadHoldsUpNoOther() throws IOException {
        lab.rule("trials", NOW, "true");
        lab.record(FIRST, TRIALS, "1");
        lab.record(SECOND, TRIALS, "1");
        Fetch good = lab.fetch;
        lab.fetch = (session, selection, into) -> session.path().toString().equals(FIRST)
                ? Mono.error(new TransferException(Kind.NOT_FOUND, FIRST, "not yet published"))
                : good.fetch(session, selection, into);

        lab.once();

        assertThat(lab.told()).containsExactly("trials " + SECOND + " SUCCEEDED");
    }

    @Test
    void aSessionDeletedMidwayIsLeft() throws IOException {
        lab.rule("trials", NOW, "true");
        SessionSummary session = lab.record(FIRST, TRIALS, "1");
        lab.fetch = (found, selection, into) -> deleted(session)
                .then(Mono.error(new TransferException(Kind.NOT_FOUND, FIRST, "there is no such file")));
        lab.once();

        VirtualTimeScheduler time = lab.virtualTime();
        try (Watcher watcher = lab.watcher()) {
            Disposable running = watcher.watch().subscribe();
            advance(time, () -> waiting(watcher) == 0);
            running.dispose();
        }

        assertThat(lab.told()).isEmpty();
    }

    @Test
    void anHourWithoutAlyxIsCaughtUp() throws IOException {
        lab.rule("trials", NOW, "true");
        VirtualTimeScheduler time = lab.virtualTime();
        try (Watcher watcher = lab.watcher()) {
            Disposable running = watcher.watch().subscribe();
            advance(time, () -> lastLook(watcher) > 0);
            lab.record(FIRST, TRIALS, "1");
            lab.server.misbehave().failNext(100_000, "GET ", Failure.RESET);

            Instant back = Instant.ofEpochMilli(time.now(TimeUnit.MILLISECONDS)).plus(Duration.ofHours(1));
            advance(time, () -> Instant.ofEpochMilli(time.now(TimeUnit.MILLISECONDS))
                    .isAfter(back));
            boolean well = watcher.health().block(WatchLab.PATIENCE).isWell();
            lab.server.misbehave().behave();
            advance(time, () -> !lab.reports.isEmpty());
            running.dispose();

            assertThat(well).isFalse();
        }
        assertThat(lab.told()).containsExactly("trials " + FIRST + " SUCCEEDED");
    }

    @Test
    void whatCannotBeNotedForAMomentEndsNothingAndIsToldOnce() throws Exception {
        lab.rule("trials", NOW, "echo ran >> " + home.resolve("ran"));
        lab.record(FIRST, TRIALS, "1");
        VirtualTimeScheduler time = lab.virtualTime();
        AtomicBoolean hasEnded = new AtomicBoolean();
        try (Watcher watcher = lab.watcher()) {
            lab.sql("CREATE TRIGGER full BEFORE UPDATE ON work BEGIN SELECT RAISE(ABORT, 'disk full'); END");
            Disposable running =
                    watcher.watch().doOnTerminate(() -> hasEnded.set(true)).subscribe(done -> {}, failure -> {});
            advance(time, () -> Files.exists(home.resolve("ran")) || hasEnded.get());
            advance(time, () -> Files.readAllLines(home.resolve("ran")).size() > 1 || hasEnded.get());
            List<RunReport> whileFull = List.copyOf(lab.reports);
            lab.sql("DROP TRIGGER full");

            advance(time, () -> !lab.reports.isEmpty() || hasEnded.get());
            running.dispose();

            assertThat(hasEnded).isFalse();
            assertThat(whileFull).isEmpty();
        }
        assertThat(lab.told()).containsExactly("trials " + FIRST + " SUCCEEDED");
    }

    @Test
    void whatHadRunWhenTheProcessDiedIsOnlyReported() throws IOException {
        lab.rule("trials", NOW, "echo ran >> " + home.resolve("ran"));
        lab.record(FIRST, TRIALS, "1");
        try (WatchDatabase database = WatchDatabase.open(
                Files.createDirectories(home.resolve("state")).resolve("watch.sqlite"))) {
            // as it is left behind by a kill between the run's end and its report
            WatchState state = new WatchState(database);
            String session = lab.alyx
                    .sessions(SessionQuery.any().subject("COGP-003"))
                    .blockFirst(WatchLab.PATIENCE)
                    .id()
                    .toString();
            state.mark(List.of(session), "trials", 0).block(WatchLab.PATIENCE);
            Work work = state.due(List.of("trials"), 1, 1).blockFirst(WatchLab.PATIENCE);
            Ran ran = new Ran("run1", FIRST, session, List.of(), 1, Outcome.SUCCEEDED, "", 0, 1);
            state.ran(work, "a version", ran.written()).block(WatchLab.PATIENCE);
        }
        Files.writeString(
                home.resolve("rules/trials.yaml"),
                Files.readString(home.resolve("rules/trials.yaml")).replace(", since: 2020-01-01", ""));

        lab.once();

        assertThat(lab.reports).extracting(RunReport::run).containsExactly("run1");
        assertThat(home.resolve("ran")).doesNotExist();
    }

    @Test
    void aSessionThatIsFlaggedAnewWhileItIsUploadedIsUploadedAgain() throws IOException {
        Path folder = Files.createDirectories(home.resolve("rig").resolve(FIRST));
        Path flag = Files.writeString(folder.resolve("done.flag"), "");
        Files.createDirectories(home.resolve("rules"));
        Files.writeString(
                home.resolve("rules/rig.yaml"),
                "rule: rig\ntrigger:\n  folder: {path: " + home.resolve("rig") + ", flag: done.flag}\n");
        AtomicInteger uploads = new AtomicInteger();
        lab.upload = (session, trigger, log) -> Mono.fromCallable(() -> {
                    if (uploads.incrementAndGet() == 1) {
                        Files.writeString(folder.resolve("late.npy"), "late");
                        Files.setLastModifiedTime(
                                flag, FileTime.from(Instant.now().plusSeconds(5)));
                    }
                    return true;
                })
                .subscribeOn(lab.disk)
                .then();

        lab.once();
        lab.once();
        lab.once();

        assertThat(uploads).hasValue(2);
        assertThat(flag).doesNotExist();
    }

    @Test
    void aSecondWatcherIsRefused() throws IOException {
        lab.rule("trials", NOW, "true");

        try (Watcher first = lab.watcher()) {
            assertThat(first).isNotNull();
            assertThatThrownBy(lab::watcher).hasMessageContaining("another 'watch' of this profile is running");
        }
    }

    @Test
    void healthAndMetricsAreAnswered() throws IOException {
        lab.rule("trials", NOW, "true");
        try (Watcher watcher = lab.watcher()) {
            DisposableServer server =
                    HealthServer.start(0, watcher::health, () -> "more 1\n").block(WatchLab.PATIENCE);
            Disposable running = watcher.watch().subscribe();
            await().until(() -> lastLook(watcher) > 0);

            String metrics = get(server, "/metrics");
            String health = get(server, "/health");
            running.dispose();
            server.disposeNow();

            assertThat(metrics)
                    .contains(
                            "alyx_transfer_watch_up 1\n", "more 1\n", "last_look_timestamp_seconds{source=\"alyx\"} ");
            assertThat(health).contains("\"isWell\":true", "\"name\":\"alyx\"");
        }
    }

    private Mono<Void> deleted(SessionSummary session) {
        return HttpClient.create()
                .headers(headers -> headers.set("Authorization", "Token " + lab.server.token("alyx_user")))
                .delete()
                .uri(lab.server.baseUrl() + "/sessions/" + session.id())
                .response()
                .then();
    }

    private static String get(DisposableServer server, String path) {
        return HttpClient.create()
                .get()
                .uri("http://127.0.0.1:" + server.port() + path)
                .responseContent()
                .aggregate()
                .asString()
                .block(WatchLab.PATIENCE);
    }

    private RunReport reportOf(String rule) {
        return lab.reports.stream()
                .filter(report -> report.rule().equals(rule))
                .findFirst()
                .orElseThrow();
    }

    private static long waiting(Watcher watcher) {
        return watcher.health().block(WatchLab.PATIENCE).waiting();
    }

    private static long lastLook(Watcher watcher) {
        return watcher.health().block(WatchLab.PATIENCE).sources().get(0).lastLook();
    }
}
