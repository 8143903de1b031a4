package org.alyxtransfer.cli.benchreport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.alyxtransfer.cli.CommandRun;
import org.alyxtransfer.cli.CommandRun.Desk;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page of made-up lines, as text and in a real browser. */
class ReportPageTest {
    private static final int OURS_LIGHT = 0x0072b2; // Colour.OURS

    @TempDir
    Path home;

    @BeforeEach
    void writeLines() throws IOException {
        List<String> older = new ArrayList<>();
        List<String> newer = new ArrayList<>();
        for (int round = 1; round <= 3; round++) {
            older.add(line("2026-11-20", "ours-warm", round, 8.0, ""));
            older.add(line("2026-11-20", "smbclient", round, 6.0, ""));
            newer.add(line("2026-11-25", "ours-warm", round, 5.0 + 0.2 * round, DETAILS));
            newer.add(line("2026-11-25", "ours-warm@1", round, 9.0, ""));
            newer.add(line("2026-11-25", "ours-warm@16", round, 5.0, ""));
            newer.add(line("2026-11-25", "smbclient", round, 6.0, ""));
        }
        newer.add("{\"case\":\"medium-signed\",\"client\":\"rclone <&>\",\"round\":1,\"at\":\"2026-11-25T10:00:00Z\","
                + "\"cannot\":\"cannot sign\"}");
        newer.add(
                "{\"type\":\"verdict\",\"case\":\"upload-64x16MiB\",\"bottleneck\":\"PROCESSORS\",\"sentence\":\"limited by"
                        + " this computer's processors\",\"stages\":[{\"stage\":\"PROCESSORS\",\"words\":\"this computer's"
                        + " processors\",\"used\":0.95,\"numbers\":\"2 cores are 95 % busy\"}]}");
        Files.write(home.resolve("2026-11-20-old.jsonl"), older);
        Files.write(home.resolve("2026-11-25-9ac3b9b.jsonl"), newer);
    }

    private static final String DETAILS =
            ",\"machine\":{\"cores\":2,\"memoryMib\":24576,\"kernel\":\"Linux 6.1\"},\"gc\":{\"count\":3,\"seconds\":0.05},"
                    + "\"fileMillis\":{\"p50\":12.5,\"p99\":80.0,\"max\":95.0,\"buckets\":[{\"upToMillis\":10.0,\"files\":40},"
                    + "{\"upToMillis\":12.5,\"files\":120},{\"upToMillis\":100.0,\"files\":96}]},"
                    + "\"samples\":{\"everySeconds\":1.0,\"mibPerSecond\":[300.0,900.0,800.0,850.0]}";

    private static String line(String day, String client, int round, double seconds, String more) {
        return "{\"case\":\"medium-signed\",\"client\":\"" + client + "\",\"round\":" + round + ",\"at\":\"" + day
                + "T10:00:0" + round + "Z\",\"files\":256,\"bytes\":4294967296,\"seconds\":" + seconds
                + ",\"mibPerSecond\":" + 4096 / seconds + ",\"filesPerSecond\":" + 256 / seconds
                + ",\"clientCpuSecondsPerGib\":2.0,\"settings\":{\"digest\":\"MD5\"}" + more + "}";
    }

    @Test
    void holdsEveryChartAndNothingFromElsewhere() throws IOException {
        CommandRun run = report();

        String page = Files.readString(home.resolve("page.html"));
        assertThat(run.exit()).isZero();
        assertThat(page)
                .contains(
                        "Speed of each client, medium-signed",
                        "Speed by files at once, medium-signed",
                        "Speed over time, medium-signed",
                        "Time of single files, medium-signed, ours-warm",
                        "How much of each stage is used, upload-64x16MiB",
                        "Ratios to peers by commit, medium-signed")
                .contains("cannot sign", "rclone &lt;&amp;&gt;", "2026-11-25 9ac3b9b", "1.11 (1.07–1.15)")
                .doesNotContain("<script", "<link", "url(", "src=", "href=", "NaN", "Infinity");
        assertThat(page.replace("http://www.w3.org/2000/svg", "")).doesNotContain("http:", "https:");
    }

    @Test
    void historyIsByCommitFromTheOldestOn() throws IOException {
        report("--pictures", "pictures");

        String svg = Files.readString(home.resolve("pictures/history-medium-signed-ours-warm.svg"));
        assertThat(svg)
                .contains(
                        "<title>ours-warm : smbclient: 0.75 at 0</title>",
                        "<title>ours-warm : smbclient: 1.11 at 1</title>")
                .containsSubsequence(">2026-11-20<", ">9ac3b9b<");
    }

    @Test
    void picturesStandByThemselves() throws IOException {
        report("--pictures", "pictures");

        String svg = Files.readString(home.resolve("pictures/speed-medium-signed.svg"));
        assertThat(svg).startsWith("<?xml").contains("<style>", "prefers-color-scheme: dark", "ours-warm");
    }

    @Test
    void everyPictureIsThereAsPngToo() throws IOException {
        report("--pictures", "pictures");

        List<String> names = names(home.resolve("pictures"));
        assertThat(names)
                .contains(
                        "speed-medium-signed.png", "limits-upload-64x16MiB.png", "history-medium-signed-ours-warm.png");
        assertThat(names).hasSize(12);
        for (String name : names) {
            if (name.endsWith(".svg")) {
                Path png = home.resolve("pictures").resolve(name.replace(".svg", ".png"));
                BufferedImage picture = ImageIO.read(png.toFile());
                assertThat(picture.getWidth()).as(name).isEqualTo(1520);
                assertThat(Files.size(png)).as(name).isLessThan(100_000);
                assertThat(pixels(picture, 0xffffff)).as(name).isLessThan(1520L * picture.getHeight() - 2000);
            }
        }
        BufferedImage speeds =
                ImageIO.read(home.resolve("pictures/speed-medium-signed.png").toFile());
        assertThat(pixels(speeds, OURS_LIGHT)).isGreaterThan(10_000);
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void everyChartIsDrawnByABrowser(boolean dark) throws IOException, InterruptedException {
        assumeTrue(Browser.isInstalled(), "needs chromium: bin/setup installs it");
        report();
        Path page = home.resolve("page.html");
        Browser browser = new Browser(home);

        List<DrawnChart> charts =
                DrawnChart.all(Files.readString(page), browser.charts(page), browser.screenshot(page, dark), dark);

        assertThat(charts)
                .extracting(DrawnChart::title)
                .containsExactly(
                        "How much of each stage is used, upload-64x16MiB",
                        "Speed of each client, medium-signed",
                        "Speed by files at once, medium-signed",
                        "Speed over time, medium-signed",
                        "Time of single files, medium-signed, ours-warm",
                        "Ratios to peers by commit, medium-signed, ours-warm");
        assertThat(charts).allSatisfy(chart -> {
            assertThat(chart.shapes()).as(chart.title()).isPositive();
            assertThat(chart.missing()).as(chart.title()).isEmpty();
            assertThat(chart.marked()).as(chart.title()).isGreaterThan(2_000);
        });
    }

    private CommandRun report(String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "bench", "report", "2026-11-25-9ac3b9b.jsonl", "2026-11-20-old.jsonl", "--output", "page.html"));
        arguments.addAll(List.of(more));
        return Desk.at(home).run(arguments.toArray(String[]::new));
    }

    private static long pixels(BufferedImage picture, int colour) {
        long found = 0;
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                if ((picture.getRGB(x, y) & 0xffffff) == colour) {
                    found++;
                }
            }
        }
        return found;
    }
}
