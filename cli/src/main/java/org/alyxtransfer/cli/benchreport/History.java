package org.alyxtransfer.cli.benchreport;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.alyxtransfer.cli.chart.Chart;
import org.alyxtransfer.cli.chart.LineChart;
import org.alyxtransfer.cli.chart.LineChart.Across;
import org.alyxtransfer.cli.chart.LineChart.Line;
import org.alyxtransfer.cli.chart.LineChart.Point;

/** How ratios to peers went from commit to commit: figures of different days say nothing by themselves, ratios do. */
final class History {
    private static final int MOST_LINES = 7;

    private final List<Campaign> campaigns;

    /**
     * @param campaigns the oldest first
     */
    History(List<Campaign> campaigns) {
        this.campaigns = campaigns;
    }

    /** A chart for each case that was measured in at least two campaigns, by its name. */
    Map<String, Chart> charts() {
        Map<String, Map<String, List<Point>>> cases = new LinkedHashMap<>();
        for (int i = 0; i < campaigns.size(); i++) {
            for (Ratios ratios : Ratios.of(campaigns.get(i).lines())) {
                cases.computeIfAbsent(ratios.scenario(), any -> new LinkedHashMap<>())
                        .computeIfAbsent(ratios.ours() + " : " + ratios.peer(), any -> new ArrayList<>())
                        .add(new Point(i, ratios.spread().median()));
            }
        }
        Map<String, Chart> charts = new LinkedHashMap<>();
        cases.forEach((scenario, ratios) -> {
            List<Line> lines = ratios.entrySet().stream()
                    .filter(one -> one.getValue().size() > 1)
                    .map(one -> new Line(one.getKey(), one.getValue()))
                    .limit(MOST_LINES)
                    .toList();
            if (!lines.isEmpty()) {
                charts.put(scenario, chart(scenario, lines));
            }
        });
        return charts;
    }

    private Chart chart(String scenario, List<Line> lines) {
        return LineChart.of(
                "Ratios to peers by commit, " + scenario,
                "times as fast as the peer",
                new Across.Steps(
                        "commit, or the day where it is not known",
                        campaigns.stream().map(Campaign::shortLabel).toList()),
                lines,
                Optional.of(1.0));
    }
}
