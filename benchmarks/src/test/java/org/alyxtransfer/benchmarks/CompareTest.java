package org.alyxtransfer.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CompareTest {
    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();

    @Test
    void aRatioThatFellByAFifthIsARegressionEvenIfTheMachineBecameFaster() throws IOException {
        Path before = lines("before", new double[] {10, 10.2, 9.9}, new double[] {10, 10, 10});
        Path after = lines("after", new double[] {6.2, 6.4, 6.3}, new double[] {5, 5, 5});

        assertThat(compare(before, after)).isEqualTo(1);
        assertThat(out.toString()).contains("| medium | ours : rclone | 1.00 (0.98–1.01) | 0.79 ", "REGRESSION");
    }

    @Test
    void aFallOfTenPercentIsNone() throws IOException {
        Path before = lines("before", new double[] {10, 10, 10}, new double[] {10, 10, 10});
        Path after = lines("after", new double[] {11, 11.1, 11.2}, new double[] {10, 10, 10});

        assertThat(compare(before, after)).isZero();
    }

    @Test
    void aFallWithinTheSpreadIsUnclear() throws IOException {
        Path before = lines("before", new double[] {8, 10, 13}, new double[] {10, 10, 10});
        Path after = lines("after", new double[] {9, 12.5, 14}, new double[] {10, 10, 10});

        assertThat(compare(before, after)).isZero();
        assertThat(out.toString()).contains("unclear").doesNotContain("REGRESSION");
    }

    @Test
    void twoRoundsAreTooFewToTell() throws IOException {
        Path before = lines("before", new double[] {10, 10}, new double[] {10, 10});
        Path after = lines("after", new double[] {20, 20}, new double[] {10, 10});

        assertThat(compare(before, after)).isZero();
        assertThat(out.toString()).contains("unclear");
    }

    @Test
    void whereOursFailsThatIsARegression() throws IOException {
        Path before = lines("before", new double[] {10, 10, 10}, new double[] {10, 10, 10});
        Path after = Files.write(
                folder.resolve("after.jsonl"),
                List.of(line("rclone", 1, 10), line("rclone", 2, 10), failedLine("medium", "ours")));

        assertThat(compare(before, after)).isEqualTo(1);
        assertThat(out.toString()).contains("| medium | ours : rclone | 1.00 (1.00–1.00) | failed | | | REGRESSION |");
    }

    @Test
    void whatWasNotRunOrFailedElsewhereIsNone() throws IOException {
        Path before = lines("before", new double[] {10, 10, 10}, new double[] {10, 10, 10});
        Files.writeString(before, line("ours", 1, 3).replace("medium", "small") + "\n", StandardOpenOption.APPEND);
        Files.writeString(before, line("rclone", 1, 3).replace("medium", "small") + "\n", StandardOpenOption.APPEND);
        Path after = lines("after", new double[] {10, 10, 10}, new double[] {10, 10, 10});
        Files.writeString(after, failedLine("large", "ours") + "\n", StandardOpenOption.APPEND);
        Files.writeString(after, failedLine("small", "rclone") + "\n", StandardOpenOption.APPEND);

        assertThat(compare(before, after)).isZero();
        assertThat(out.toString()).contains("| medium |").doesNotContain("| small |", "| large |");
    }

    @Test
    void invocationsInOneFileAreToldApart() throws IOException {
        Path evening =
                Path.of("results", "2026-11-25-7749f26-evening.jsonl"); // medium-signed thrice, once with 64 files
        Path night = Path.of("results", "2026-11-25-ae88712-night.jsonl");

        assertThat(compare(evening, night)).isZero();
        assertThat(out.toString())
                .contains("| medium-signed, 256 files, 4.0 GiB | ours-warm : smbclient | 1.19 (1.09–1.24) | 1.54 ")
                .doesNotContain("REGRESSION");
    }

    @Test
    void ratiosOfOtherAmountsAreNotCompared() throws IOException {
        Path night = Path.of("results", "2026-11-25-ae88712-night.jsonl"); // one file of 2 GiB
        Path table = Path.of("results", "2026-11-26-9f42678-table.jsonl"); // of 4 GiB

        compare(night, table);

        assertThat(out.toString()).contains("| small-unsigned, ").doesNotContain("| large-unsigned");
    }

    @Test
    void filesWithNothingInCommonAreNotCalledFine() throws IOException {
        Path before = lines("before", new double[] {10}, new double[] {10});
        Path after = Files.writeString(folder.resolve("other.jsonl"), "");

        assertThat(compare(before, after)).isEqualTo(2);
    }

    @Test
    void chancesAreThoseOfTheTables() {
        assertThat(RankSum.chanceThatLower(List.of(4.0, 5.0, 6.0), List.of(1.0, 2.0, 3.0)))
                .isCloseTo(0.05, within(1e-9));
        assertThat(RankSum.chanceThatLower(List.of(3.0, 4.0), List.of(1.0, 2.0)))
                .isCloseTo(1 / 6.0, within(1e-9));
        assertThat(RankSum.chanceThatLower(List.of(1.0, 2.0), List.of(3.0, 4.0)))
                .isCloseTo(1, within(1e-9));
        // five each, U = 4: 12 of 252 orders, just below 0.05
        assertThat(RankSum.chanceThatLower(List.of(5.0, 7.0, 8.0, 9.0, 10.0), List.of(1.0, 2.0, 3.0, 6.0, 7.5)))
                .isCloseTo(7 / 252.0, within(1e-9));
    }

    private int compare(Path before, Path after) {
        return new CommandLine(new Compare())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(out, true))
                .execute(before.toString(), after.toString());
    }

    private Path lines(String name, double[] ours, double[] peers) throws IOException {
        List<String> lines = new ArrayList<>();
        for (int round = 1; round <= ours.length; round++) {
            lines.add(line("ours", round, ours[round - 1]));
            lines.add(line("rclone", round, peers[round - 1]));
        }
        return Files.write(folder.resolve(name + ".jsonl"), lines);
    }

    private static String failedLine(String scenario, String client) {
        return "{\"case\":\"" + scenario + "\",\"client\":\"" + client
                + "\",\"round\":1,\"at\":\"2026-11-25T10:00:00Z\",\"failed\":\"ended with status 1\"}";
    }

    private static String line(String client, int round, double seconds) {
        return "{\"case\":\"medium\",\"client\":\"" + client + "\",\"round\":" + round
                + ",\"at\":\"2026-11-25T10:00:00Z\",\"seconds\":" + seconds + ",\"mibPerSecond\":1}";
    }
}
