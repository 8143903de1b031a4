package org.alyxtransfer.cli.benchreport;

import static org.alyxtransfer.cli.benchreport.Lines.campaign;
import static org.alyxtransfer.cli.benchreport.Lines.line;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.alyxtransfer.cli.result.ResultLine;
import org.junit.jupiter.api.Test;

class ReportAgainstPeersTest {
    private static final List<ResultLine> WITH_PEER = List.of(line("ours", 1, 2), line("rclone", 1, 8));
    private static final List<ResultLine> OURS_ALONE = List.of(line("ours", 1, 2), line("ours@8", 1, 3));

    @Test
    void whereTheNewestIsOfOursAloneTheNewestWithPeersIsShownToo() {
        ReportPage page = new ReportPage(List.of(
                campaign("2026-11-19", WITH_PEER),
                campaign("2026-11-20", WITH_PEER),
                campaign("2026-11-21", OURS_ALONE)));

        assertThat(page.html())
                .contains("measured 2026-11-21", "Against peers, 2026-11-20", "times as fast as")
                .doesNotContain("Against peers, 2026-11-19");
        assertThat(page.pictures()).containsKeys("speed-medium-signed", "speed-medium-signed-2026-11-20");
    }

    @Test
    void whereTheNewestHasPeersItIsShownAlone() {
        ReportPage page = new ReportPage(List.of(campaign("2026-11-19", WITH_PEER), campaign("2026-11-20", WITH_PEER)));

        assertThat(page.html()).contains("times as fast as").doesNotContain("Against peers");
    }
}
