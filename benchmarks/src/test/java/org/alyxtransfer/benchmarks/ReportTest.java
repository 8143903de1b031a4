package org.alyxtransfer.benchmarks;

import static org.alyxtransfer.benchmarks.Samples.run;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.alyxtransfer.benchmarks.Scenario.Direction;
import org.junit.jupiter.api.Test;

class ReportTest {
    private final String report = Report.of(
            List.of(run("ours", 1, 2), run("rclone", 1, 8), run("ours", 2, 4), run("rclone", 2, 8), run("ours", 3, 1)),
            List.of(new Rclone(), new Wget(), JavaLibrary.smbj(Jvm.likeThisOne(Jvm.FLAGS))));

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
    void whatAPeerCannotDoBesidesIsARow() {
        assertThat(report)
                .contains("| rclone | verify more than sizes; hash in the same pass; resume half a file |")
                .contains("| smbj | verify what arrived");
    }

    @Test
    void whatWasNotMeasuredIsNoInability() {
        var reading = new Scenario(Direction.FETCH, Samples.MEDIUM.files(), Protection.SIGNED);

        assertThat(JavaLibrary.smbj(Jvm.likeThisOne(Jvm.FLAGS)).objection(reading))
                .hasValue("not measured: uploads only");
    }

    @Test
    void fewerThanFiveRoundsClaimNothing() {
        List<Measurement> five = IntStream.rangeClosed(1, 5)
                .boxed()
                .flatMap(round -> Stream.of(run("ours", round, 2), run("rclone", round, 8)))
                .toList();

        assertThat(report).contains("Fewer than five rounds: no claim.");
        assertThat(Report.of(five, List.of())).contains("4.00 × as fast").doesNotContain("no claim");
    }

    @Test
    void ratiosAreTakenRoundByRound() {
        assertThat(report).contains("ours: 3.00 × as fast as rclone (2.00–4.00)");
    }
}
