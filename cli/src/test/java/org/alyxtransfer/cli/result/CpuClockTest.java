package org.alyxtransfer.cli.result;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CpuClockTest {
    @Test
    void idleWaitingAndStolenTimeIsNotBusy() {
        String stat = "cpu  100 20 300 99999 7777 4 6 5555 50 0\ncpu0 1 1 1 1 1 1 1 1 1 1\n";

        assertThat(CpuClock.busySeconds(stat)).isEqualTo(4.3);
    }
}
