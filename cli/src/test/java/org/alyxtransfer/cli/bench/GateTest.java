package org.alyxtransfer.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class GateTest {
    private final AtomicLong nanos = new AtomicLong(1);

    @Test
    void closesWhenTheTimeIsOver() {
        Gate gate = new Gate(Duration.ofSeconds(1), Long.MAX_VALUE, nanos::get);

        assertThat(gate.admits(5)).isTrue();
        nanos.addAndGet(999_999_999);
        assertThat(gate.admits(5)).isTrue();
        nanos.addAndGet(1);
        assertThat(gate.admits(5)).isFalse();
    }

    @Test
    void closesBeforeMoreBytesThanAllowedBegin() {
        Gate gate = new Gate(Duration.ofDays(1), 10, nanos::get);

        assertThat(gate.admits(6)).isTrue();
        assertThat(gate.admits(5)).isFalse();
        assertThat(gate.admits(4)).isTrue();
    }

    @Test
    void aFileLargerThanAllIsNotEvenLetInFirst() {
        assertThat(new Gate(Duration.ofSeconds(1), 10, nanos::get).admits(100)).isFalse();
    }
}
