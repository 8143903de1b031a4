package org.alyxtransfer.automation.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What each of several rules is told of Alyx, watched together or not. */
class AlyxSourceTest {
    private static final String FIRST = "COGP-003/2022-01-11/001";
    private static final String SECOND = "COGP-003/2022-01-12/001";
    private static final String TRIALS = "alf/_ibl_trials.table.pqt";
    private static final String NEWS = "{subject: COGP-003, settle-seconds: 0}";

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
    void aRuleThatIsRunAloneLeavesTheOthersTheirEvents() throws IOException {
        lab.rule("one", NEWS, "true");
        lab.rule("other", NEWS, "true");
        lab.once();
        lab.record(FIRST, TRIALS, "1");

        for (String rule : new String[] {"one", "other", "one", "other"}) {
            lab.onceBy(rule);
        }
        lab.once();

        assertThat(lab.told()).containsExactly("one " + FIRST + " SUCCEEDED", "other " + FIRST + " SUCCEEDED");
    }

    @Test
    void aRuleThatWasTakenOutForHoursIsToldOfAllThatChangedMeanwhile() throws IOException {
        clock.move(Duration.ofHours(12).negated());
        lab.rule("one", NEWS, "true");
        lab.rule("other", NEWS, "true");
        lab.once();
        lab.record(FIRST, TRIALS, "1");
        lab.onceBy("one");
        clock.move(Duration.ofHours(11));
        lab.record(SECOND, TRIALS, "1");
        lab.onceBy("one");

        lab.once();

        assertThat(lab.told())
                .containsExactlyInAnyOrder(
                        "one " + FIRST + " SUCCEEDED",
                        "one " + SECOND + " SUCCEEDED",
                        "other " + FIRST + " SUCCEEDED",
                        "other " + SECOND + " SUCCEEDED");
    }

    @Test
    void aRuleThatIsAddedIsNotToldWhatOthersHaveYetToSee() throws IOException {
        lab.rule("one", NEWS, "true");
        lab.once();
        lab.record(FIRST, TRIALS, "1");
        lab.rule("added", NEWS, "true");

        lab.once();
        lab.record(SECOND, TRIALS, "1");
        lab.once();

        assertThat(lab.told())
                .containsExactlyInAnyOrder(
                        "one " + FIRST + " SUCCEEDED",
                        "one " + SECOND + " SUCCEEDED",
                        "added " + SECOND + " SUCCEEDED");
    }

    @Test
    void whatWasSeenBeforeEachRuleKeptItsOwnListStaysSeen() throws Exception {
        lab.rule("trials", NEWS, "true");
        lab.record(FIRST, TRIALS, "1");
        lab.once();
        lab.sql("UPDATE note SET name = 'alyx.cursor' WHERE name = 'alyx.cursor of trials'");
        lab.sql("UPDATE seen SET source = 'alyx sessions' WHERE source = 'alyx sessions of trials'");
        int datasets = lab.sql("UPDATE seen SET source = 'alyx datasets' WHERE source = 'alyx datasets of trials'");
        lab.record(SECOND, TRIALS, "1");

        lab.once();

        assertThat(datasets).isOne();
        assertThat(lab.told()).containsExactly("trials " + SECOND + " SUCCEEDED");
    }
}
