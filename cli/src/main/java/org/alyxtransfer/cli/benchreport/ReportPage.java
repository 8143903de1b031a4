package org.alyxtransfer.cli.benchreport;

import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.alyxtransfer.cli.chart.Chart;
import org.alyxtransfer.cli.chart.UsageChart;
import org.alyxtransfer.cli.result.ResultLine;
import org.alyxtransfer.cli.result.VerdictLine;

/**
 * One page with all there is to see in result lines: a file that needs no other. The newest campaign is shown at length, and
 * where it is of ours alone the newest with peers; the older ones in the history.
 */
public final class ReportPage {
    private final List<Campaign> campaigns;
    private final Campaign newest;
    private final Optional<Campaign> newestWithPeers;
    private final Map<String, Chart> charts = new LinkedHashMap<>();

    /**
     * @param campaigns at least one, in any order
     */
    public ReportPage(List<Campaign> campaigns) {
        this.campaigns = campaigns.stream()
                .sorted(Comparator.comparing((Campaign campaign) -> started(campaign)))
                .toList();
        this.newest = this.campaigns.get(this.campaigns.size() - 1);
        this.newestWithPeers = this.campaigns.stream()
                .filter(campaign -> !Ratios.of(campaign.lines()).isEmpty())
                .reduce((older, newer) -> newer);
    }

    private static String started(Campaign campaign) {
        return campaign.lines().stream()
                .map(ResultLine::at)
                .min(Comparator.naturalOrder())
                .orElse("");
    }

    /** The page as HTML. */
    public String html() {
        charts.clear();
        StringBuilder body = new StringBuilder();
        body.append("<header><h1>alyx-transfer, measured</h1>\n<p>")
                .append(Html.escaped(newest.label()))
                .append(ReportTables.machine(newest))
                .append("</p></header>\n");
        verdicts(body);
        sections(body, newest, "");
        newestWithPeers.filter(older -> !older.equals(newest)).ifPresent(older -> againstPeers(body, older));
        history(body);
        settings(body, newest);
        return Html.page("alyx-transfer, measured " + newest.label(), body.toString());
    }

    private void againstPeers(StringBuilder body, Campaign older) {
        body.append("<header><h1>Against peers, ")
                .append(Html.escaped(older.label()))
                .append("</h1>\n<p>")
                .append(ReportTables.machine(older))
                .append("</p></header>\n");
        sections(body, older, "-" + older.shortLabel());
        settings(body, older);
    }

    private static void settings(StringBuilder body, Campaign campaign) {
        body.append("<section><h2>Settings</h2>\n")
                .append(ReportTables.settings(campaign))
                .append("</section>\n");
    }

    /** The charts of the page by name, a file's without its ending; after {@link #html()}. */
    public Map<String, Chart> pictures() {
        return Collections.unmodifiableMap(charts);
    }

    private void verdicts(StringBuilder body) {
        if (newest.verdicts().isEmpty()) {
            return;
        }
        body.append("<section><h2>What limits it</h2>\n");
        for (VerdictLine verdict : newest.verdicts()) {
            body.append("<h3>").append(Html.escaped(verdict.scenario())).append("</h3>\n<p>");
            body.append(Html.escaped(verdict.sentence())).append("</p>\n");
            Chart chart = UsageChart.of(
                    "How much of each stage is used, " + verdict.scenario(),
                    verdict.stages().stream()
                            .map(stage -> new UsageChart.Used(stage.words(), stage.used(), stage.numbers()))
                            .toList());
            body.append(figure("limits-" + verdict.scenario(), chart, ""));
        }
        body.append("</section>\n");
    }

    /**
     * @param suffix of the names of its pictures
     */
    private void sections(StringBuilder body, Campaign campaign, String suffix) {
        for (SameWork work : SameWork.all(campaign.lines())) {
            section(body, new CaseCharts(work), suffix);
        }
    }

    private void section(StringBuilder body, CaseCharts one, String suffix) {
        body.append("<section><h2>").append(Html.escaped(one.title())).append("</h2>\n");
        body.append("<p class=\"note\">")
                .append(Html.escaped(ReportTables.work(one)))
                .append("</p>\n");
        body.append(figure(
                "speed-" + one.title() + suffix,
                one.speeds(),
                "Medians; the fine line reaches from the slowest round to the fastest."));
        body.append(ReportTables.clients(one));
        body.append(ReportTables.ratios(one));
        body.append(ReportTables.inabilities(one));
        one.scaling().forEach((name, chart) -> body.append(figure(name + suffix, chart, "Speed by files at once.")));
        one.overTime()
                .forEach((name, chart) ->
                        body.append(figure(name + suffix, chart, "Speed over time, of the last round.")));
        one.fileTimes()
                .forEach((client, chart) -> body.append(figure(
                        "files-" + one.title() + "-" + client + suffix,
                        chart,
                        client + ": time of single files, from the first step to the final name; last round.")));
        body.append("</section>\n");
    }

    private void history(StringBuilder body) {
        Map<String, Chart> found = new History(campaigns).charts();
        if (found.isEmpty()) {
            return;
        }
        body.append(
                "<section><h2>History</h2>\n<p class=\"note\">Ratios within the rounds of one campaign; the dashed line is"
                        + " as fast as the peer.</p>\n");
        found.forEach((name, chart) -> body.append("<h3>")
                .append(Html.escaped(name))
                .append("</h3>\n")
                .append(figure("history-" + name, chart, "")));
        body.append("</section>\n");
    }

    private String figure(String name, Chart chart, String caption) {
        charts.put(name.replaceAll("[^A-Za-z0-9.@-]+", "-"), chart);
        String words = caption.isEmpty() ? "" : "<figcaption>" + Html.escaped(caption) + "</figcaption>";
        return "<figure>" + chart.svg() + words + "</figure>\n";
    }
}
