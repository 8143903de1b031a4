package org.alyxtransfer.cli.benchreport;

import static org.alyxtransfer.cli.benchreport.Lines.campaign;
import static org.alyxtransfer.cli.benchreport.Lines.line;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.alyxtransfer.cli.chart.Chart;
import org.alyxtransfer.cli.result.ResultLine;
import org.junit.jupiter.api.Test;

class HistoryTest {
    private static final List<String> OURS = List.of("ours", "ours-stream", "ours-warm", "ours-warm-nohash");

    @Test
    void everyPairIsInAChartOfItsClientOfOurs() {
        List<String> peers = List.of("smbclient", "md5sum+smbclient", "rclone", "smbj", "jcifs-ng");

        Map<String, Chart> charts = charts(peers);

        assertThat(charts.keySet())
                .containsExactlyElementsOf(
                        OURS.stream().map(ours -> "medium-signed, " + ours).toList());
        for (String ours : OURS) {
            String svg = svg(charts, "medium-signed, " + ours);
            assertThat(peers).allSatisfy(peer -> assertThat(svg).contains(">" + ours + " : " + peer + "<"));
        }
    }

    @Test
    void morePeersThanColoursGetAnotherChart() {
        List<String> peers =
                IntStream.rangeClosed(1, 9).mapToObj(peer -> "peer" + peer).toList();

        Map<String, Chart> charts = charts(peers);

        assertThat(charts).hasSize(2 * OURS.size());
        assertThat(svg(charts, "medium-signed, ours")).contains("ours : peer7<").doesNotContain("ours : peer8<");
        assertThat(svg(charts, "medium-signed, ours 2")).contains("ours : peer8<", "ours : peer9<");
    }

    @Test
    void ratiosOfOtherAmountsAreInAnotherChart() {
        List<ResultLine> once = List.of(line("ours", 1, 2, 64, Lines.GIB), line("rclone", 1, 8, 64, Lines.GIB));
        List<ResultLine> both =
                Stream.concat(once.stream(), lines(List.of("rclone")).stream()).toList();

        Map<String, Chart> charts =
                new History(List.of(campaign("2026-11-20", once), campaign("2026-11-21", both))).charts();

        assertThat(charts).containsOnlyKeys("medium-signed, 64 files, 1.0 GiB, ours");
    }

    @Test
    void aSingleCampaignIsNoHistory() {
        assertThat(new History(List.of(campaign("2026-11-20", lines(List.of("rclone"))))).charts())
                .isEmpty();
    }

    private static String svg(Map<String, Chart> charts, String name) {
        return Objects.requireNonNull(charts.get(name)).svg();
    }

    private static Map<String, Chart> charts(List<String> peers) {
        return new History(List.of(campaign("2026-11-20", lines(peers)), campaign("2026-11-21", lines(peers))))
                .charts();
    }

    private static List<ResultLine> lines(List<String> peers) {
        List<ResultLine> lines = new ArrayList<>();
        OURS.forEach(ours -> lines.add(line(ours, 1, 5)));
        peers.forEach(peer -> lines.add(line(peer, 1, 6)));
        return lines;
    }
}
