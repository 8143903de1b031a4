package org.alyxtransfer.cli.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CpuClockTest {
    @Test
    void idleWaitingAndStolenTimeIsNotBusy() {
        String stat = "cpu  100 20 300 99999 7777 4 6 5555 50 0\ncpu0 1 1 1 1 1 1 1 1 1 1\n";

        assertThat(CpuClock.busySeconds(stat)).isEqualTo(4.3);
    }

    @Test
    void aHostsClockDoesNotTellOfAContainerThatMayUseSomeOfItsCores() {
        String cores = IntStream.range(0, 64)
                .mapToObj(core -> "cpu" + core + " 1 1 1 1 1 1 1 1 1 1\n")
                .collect(Collectors.joining());
        String stat = "cpu  100 20 300 99999 7777 4 6 5555 50 0\n" + cores + "intr 1 2\n";

        assertThat(CpuClock.busy(stat, 2)).isEmpty();
        assertThat(CpuClock.busy(stat, 64)).contains(4.3);
    }
}
