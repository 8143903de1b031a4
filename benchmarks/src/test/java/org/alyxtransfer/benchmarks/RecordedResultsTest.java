package org.alyxtransfer.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.alyxtransfer.cli.benchreport.Campaign;
import org.alyxtransfer.cli.benchreport.ReportPage;
import org.junit.jupiter.api.Test;

/** The lines that are kept beside this module. */
class RecordedResultsTest {
    private static final Path RESULTS = Path.of("results");

    @Test
    void allOfThemMakeOnePage() throws IOException {
        List<Campaign> campaigns = new ArrayList<>();
        try (Stream<Path> files = Files.list(RESULTS)) {
            for (Path file :
                    files.filter(file -> file.toString().endsWith(".jsonl")).toList()) {
                campaigns.add(Campaign.read(file));
            }
        }

        ReportPage page = new ReportPage(campaigns);

        assertThat(page.html())
                .contains(
                        "Ratios to peers by commit, medium-signed, ours-warm",
                        "large-unsigned, 1 file, 4.0 GiB, ours-stream")
                .contains("times as fast as", "ours-warm : smbclient");
    }
}
