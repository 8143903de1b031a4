package org.alyxtransfer.benchmarks;

import static org.alyxtransfer.benchmarks.Samples.run;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RatiosTest {
    @Test
    void comparesRunsOfTheSameRoundOnly() {
        List<Measurement> ours = List.of(run("ours", 1, 2), run("ours", 2, 5), run("ours", 3, 1));
        List<Measurement> peers = List.of(run("rclone", 2, 10), run("rclone", 1, 8));

        assertThat(Ratios.ofRounds(ours, peers)).containsExactly(4.0, 2.0);
    }
}
