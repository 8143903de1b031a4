package org.alyxtransfer.benchmarks;

import static org.alyxtransfer.benchmarks.Samples.run;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTest {
    private final String report = Report.of(
            List.of(run("ours", 1, 2), run("rclone", 1, 8), run("ours", 2, 4), run("rclone", 2, 8), run("ours", 3, 1)),
            List.of(new Rclone(), new Wget()));

    @Test
    void whoCannotDoItHasARowThatSaysWhy() {
        assertThat(report).contains("| wget | speaks no SMB2 |");
    }

    @Test
    void aRowShowsMedianSpreadRatesAndCosts() {
        assertThat(report)
                .contains("### medium-unsigned (4x256MiB)")
                .contains("| ours | 2.00 (1.00–4.00) | 512 | 2 | 4.00 | 50 | 3 |");
    }

    @Test
    void ratiosAreTakenRoundByRound() {
        assertThat(report).contains("ours: 3.00 × as fast as rclone (2.00–4.00)");
    }
}
