package org.alyxtransfer.cli.benchreport;

import static org.alyxtransfer.cli.benchreport.Lines.GIB;
import static org.alyxtransfer.cli.benchreport.Lines.campaign;
import static org.alyxtransfer.cli.benchreport.Lines.failed;
import static org.alyxtransfer.cli.benchreport.Lines.line;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.alyxtransfer.cli.result.Machine;
import org.alyxtransfer.cli.result.ResultLine;
import org.junit.jupiter.api.Test;

/** What the page says of lines that several invocations appended. */
class ReportTablesTest {
    @Test
    void filesOfOtherAmountsAreASectionOfTheirOwn() {
        String page = page(
                line("ours-warm", 1, 8),
                line("smbclient", 1, 12),
                line("ours-warm", 1, 1, 64, GIB),
                line("ours-warm@4", 1, 2, 64, GIB));

        assertThat(page)
                .containsSubsequence(
                        "<h2>medium-signed, 256 files, 4",
                        "a section of its own",
                        "ours-warm",
                        "8.00",
                        "smbclient",
                        "<h2>medium-signed, 64 files, 1",
                        "a section of its own",
                        "ours-warm",
                        "1.00",
                        "ours-warm@4")
                .doesNotContain("4.50"); // what 8 and 1 would be together
    }

    @Test
    void aCaseOfOneAmountBearsItsNameAlone() {
        assertThat(page(line("ours-warm", 1, 8), line("smbclient", 1, 12)))
                .contains("<h2>medium-signed</h2>")
                .doesNotContain("a section of its own");
    }

    @Test
    void fewerThanFiveRoundsAreMarked() {
        List<ResultLine> lines = new ArrayList<>();
        for (int round = 1; round <= 5; round++) {
            lines.add(line("ours", round, 5));
            lines.add(line("smbclient", round, 5));
            if (round < 5) {
                lines.add(line("rclone", round, 10));
            }
        }

        assertThat(page(lines.toArray(ResultLine[]::new)))
                .contains("1.00 (1.00–1.00)<", "2.00 (2.00–2.00) *<", "* fewer than five rounds: no claim");
    }

    @Test
    void whatAPeerCannotDoIsARow() {
        ResultLine peer = ResultLine.unable(Lines.CASE, "jcifs-ng", Instant.EPOCH, null, "not measured")
                .asked(256, 4 * GIB, Machine.here(), Map.of(ResultLine.CANNOT, "verify what arrived; encrypt"));

        assertThat(page(line("ours", 1, 5), peer))
                .containsSubsequence(">cannot<", ">jcifs-ng<", ">verify what arrived; encrypt<");
    }

    @Test
    void aRunThatFailedHasNoSpeed() {
        assertThat(page(line("ours", 1, 5), failed("rclone", 1, 6)))
                .contains("failed: ended with status 1")
                .doesNotContain(">6.00<");
    }

    @Test
    void everyClientIsInAChartOfSpeedOverTime() {
        List<ResultLine> lines = IntStream.rangeClosed(1, 9)
                .mapToObj(client -> Lines.told("ours-" + client, List.of(100.0, 200.0)))
                .toList();

        Map<String, ?> charts = new CaseCharts(SameWork.all(lines).get(0)).overTime();

        assertThat(charts.keySet()).containsExactly("time-medium-signed", "time-medium-signed 2");
    }

    private static String page(ResultLine... lines) {
        return new ReportPage(List.of(campaign("2026-11-25", List.of(lines)))).html();
    }
}
