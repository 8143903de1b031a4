package org.alyxtransfer.cli.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.concurrent.atomic.AtomicLong;
import org.alyxtransfer.cli.frame.StartUp.Stage;
import org.junit.jupiter.api.Test;

class StartUpTest {
    private final AtomicLong clock = new AtomicLong(10_000);
    private final StartUp startUp = new StartUp(clock::get, () -> 10_000);

    @Test
    void tellsWhenEachStageWasReachedFirst() {
        clock.addAndGet(250);
        startUp.reached(Stage.COMMAND_LINE);
        clock.addAndGet(1_000);
        startUp.reached(Stage.FIRST_BYTE);
        clock.addAndGet(1_000);
        startUp.reached(Stage.FIRST_BYTE);

        assertThat(startUp.inWords()).isEqualTo("command line read 0.25 s, first byte written 1.25 s");
        assertThat(startUp.byName()).containsExactly(entry("command_line", 0.25), entry("first_byte", 1.25));
    }

    @Test
    void ofThisProcessTimesAreSinceItsStart() {
        StartUp real = new StartUp();
        real.reached(Stage.PROFILE);

        assertThat(real.byName().get("profile")).isPositive();
    }
}
