package org.alyxtransfer.automation.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Objects;
import org.alyxtransfer.automation.report.RunReport;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

/** Commands that fail and are run again. */
class RunsTest {
    private static final String FIRST = "COGP-003/2022-01-11/001";

    @TempDir
    Path home;

    private WatchLab lab;

    @BeforeEach
    void start() {
        lab = new WatchLab(home, Clock.systemUTC());
    }

    @AfterEach
    void end() {
        lab.close();
    }

    @Test
    void workOfARuleThatWasRenamedIsCountedNoMore() throws IOException {
        lab.rule("old-name", "{subject: COGP-003, since: 2020-01-01, settle-seconds: 0}", "true");
        lab.record(FIRST, "alf/_ibl_trials.table.pqt", "1");
        lab.fetch = (session, selection, into) ->
                Mono.error(new TransferException(Kind.NOT_FOUND, FIRST, "there is no such file"));
        lab.once();
        HealthReport before = health();
        Files.delete(home.resolve("rules/old-name.yaml"));
        lab.rule("new-name", "{subject: COGP-003, settle-seconds: 0}", "true");

        lab.once();

        assertThat(before.failing()).isOne();
        assertThat(health())
                .extracting(HealthReport::waiting, HealthReport::failing)
                .containsExactly(0L, 0L);
    }

    private HealthReport health() {
        try (Watcher watcher = lab.watcher()) {
            return Objects.requireNonNull(watcher.health().block(WatchLab.PATIENCE));
        }
    }

    @Test
    void anAttemptAfterAFailedOneFindsNothingOfIt() throws IOException {
        lab.rule(
                "trials",
                "{subject: COGP-003, since: 2020-01-01, settle-seconds: 0}",
                "ls {session_folder} {output_folder} | grep -v :; cd {session_folder}; rm trials.table.pqt;"
                        + " touch left; touch {output_folder}/half; echo x >> " + home.resolve("ran")
                        + "; [ $(wc -l < " + home.resolve("ran") + ") = 3 ]",
                3);
        lab.record(FIRST, "alf/_ibl_trials.table.pqt", "1");
        VirtualTimeScheduler time = lab.virtualTime();

        try (Watcher watcher = lab.watcher()) {
            Disposable running = watcher.watch().subscribe();
            WatchLab.advance(time, () -> !lab.reports.isEmpty());
            running.dispose();
        }

        assertThat(lab.told()).containsExactly("trials " + FIRST + " SUCCEEDED");
        assertThat(lab.reports)
                .extracting(RunReport::result)
                .extracting(result -> result.summary().strip())
                .containsExactly("trials.table.pqt");
    }
}
