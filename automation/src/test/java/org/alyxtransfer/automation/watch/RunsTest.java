package org.alyxtransfer.automation.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import org.alyxtransfer.automation.report.RunReport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.Disposable;
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
