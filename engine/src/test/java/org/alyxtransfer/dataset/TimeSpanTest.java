package org.alyxtransfer.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TimeSpanTest {
    @Test
    void itNamesItsTwoLargestUnits() {
        assertThat(TimeSpan.shown(Duration.ofMillis(840))).isEqualTo("0.8 s");
        assertThat(TimeSpan.shown(Duration.ofSeconds(42))).isEqualTo("42 s");
        assertThat(TimeSpan.shown(Duration.ofSeconds(185))).isEqualTo("3 min 05 s");
        assertThat(TimeSpan.shown(Duration.ofMinutes(130))).isEqualTo("2 h 10 min");
    }
}
