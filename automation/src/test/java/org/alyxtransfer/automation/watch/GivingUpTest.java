package org.alyxtransfer.automation.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Objects;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

/** Sessions whose datasets are not to be had. */
class GivingUpTest {
    private static final String FIRST = "COGP-003/2022-01-11/001";
    private static final String TRIALS = "alf/_ibl_trials.table.pqt";
    private static final String GIVEN_UP = "trials " + FIRST + " NOT_RUN";

    @TempDir
    Path home;

    private WatchLab lab;
    private VirtualTimeScheduler time;

    @BeforeEach
    void start() throws IOException {
        lab = new WatchLab(home, Clock.systemUTC());
        lab.fetch = (session, selection, into) ->
                Mono.error(new TransferException(Kind.NOT_FOUND, FIRST, "there is no such file"));
        lab.rule("trials", "{subject: COGP-003, since: 2020-01-01, settle-seconds: 0}", "true");
        lab.record(FIRST, TRIALS, "1");
        time = lab.virtualTime();
    }

    @AfterEach
    void end() {
        lab.close();
    }

    @Test
    void aSessionThatIsGivenUpAgainIsReportedAgain() {
        try (Watcher watcher = lab.watcher()) {
            Disposable running = watcher.watch().subscribe();
            WatchLab.advance(time, () -> lab.told().size() == 1 && waiting(watcher) == 0);
            lab.record(FIRST, TRIALS, "2");

            WatchLab.advance(time, () -> waiting(watcher) == 1);
            WatchLab.advance(time, () -> waiting(watcher) == 0);
            running.dispose();
        }

        assertThat(lab.told()).containsExactly(GIVEN_UP, GIVEN_UP);
    }

    @Test
    void oneThatIsGivenUpOnceIsReportedOnceAlsoWhereThatCouldNotBeNoted() throws Exception {
        try (Watcher watcher = lab.watcher()) {
            lab.sql("CREATE TRIGGER full BEFORE INSERT ON done BEGIN SELECT RAISE(ABORT, 'disk full'); END");
            Disposable running = watcher.watch().subscribe();
            WatchLab.advance(time, () -> lab.told().size() == 1);
            running.dispose();
        }
        try (Watcher watcher = lab.watcher()) {
            lab.sql("DROP TRIGGER full");
            Disposable running = watcher.watch().subscribe();
            WatchLab.advance(time, () -> waiting(watcher) == 0);
            running.dispose();
        }

        assertThat(lab.told()).containsExactly(GIVEN_UP);
    }

    private static long waiting(Watcher watcher) {
        return Objects.requireNonNull(watcher.health().block(WatchLab.PATIENCE)).waiting();
    }
}
