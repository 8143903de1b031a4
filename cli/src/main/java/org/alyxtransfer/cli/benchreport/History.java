package org.alyxtransfer.cli.benchreport;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.alyxtransfer.cli.chart.Chart;
import org.alyxtransfer.cli.chart.LineChart;
import org.alyxtransfer.cli.chart.LineChart.Across;
import org.alyxtransfer.cli.chart.LineChart.Line;
import org.alyxtransfer.cli.chart.LineChart.Point;

/** How ratios to peers went from commit to commit: figures of different days say nothing by themselves, ratios do. */
final class History {
    private final List<Campaign> campaigns;

    /** One chart: a client of ours in a case; ratios of other amounts are no neighbours. */
    private record Subject(String scenario, Amount amount, String ours) {}

    /**
     * @param campaigns the oldest first
     */
    History(List<Campaign> campaigns) {
        this.campaigns = campaigns;
    }

    /**
     * For each case and each client of ours a chart with its ratios to all peers that were measured in at least two campaigns;
     * several, if there are more lines than can be told apart. By name: the case and the client.
     */
    Map<String, Chart> charts() {
        Map<Subject, Map<String, List<Point>>> found = new LinkedHashMap<>();
        for (int i = 0; i < campaigns.size(); i++) {
            for (Ratios ratios : Ratios.of(campaigns.get(i).lines())) {
                found.computeIfAbsent(
                                new Subject(ratios.scenario(), ratios.amount(), ratios.ours()),
                                any -> new LinkedHashMap<>())
                        .computeIfAbsent(ratios.peer(), any -> new ArrayList<>())
                        .add(new Point(i, ratios.spread().median()));
            }
        }
        Map<String, Chart> charts = new LinkedHashMap<>();
        found.forEach((subject, ratios) -> {
            List<Line> lines = ratios.entrySet().stream()
                    .filter(one -> one.getValue().size() > 1)
                    .map(one -> new Line(subject.ours() + " : " + one.getKey(), one.getValue()))
                    .toList();
            String name = named(subject.scenario(), subject.amount(), found.keySet()) + ", " + subject.ours();
            charts.putAll(Portions.named(name, lines, part -> chart(name, part)));
        });
        return charts;
    }

    private static String named(String scenario, Amount amount, Set<Subject> all) {
        boolean several = all.stream()
                .anyMatch(other ->
                        other.scenario().equals(scenario) && !other.amount().equals(amount));
        return several ? scenario + ", " + amount.words() : scenario;
    }

    private Chart chart(String name, List<Line> lines) {
        return LineChart.of(
                "Ratios to peers by commit, " + name,
                "times as fast as the peer",
                new Across.Steps(
                        "commit, or the day where it is not known",
                        campaigns.stream().map(Campaign::shortLabel).toList()),
                lines,
                Optional.of(1.0));
    }
}
