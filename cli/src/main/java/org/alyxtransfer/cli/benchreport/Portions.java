package org.alyxtransfer.cli.benchreport;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.alyxtransfer.cli.chart.Chart;
import org.alyxtransfer.cli.chart.ChartStyle;
import org.alyxtransfer.cli.chart.LineChart.Line;

/** Draws more lines than have colours of their own as several charts, so that none is left out. */
final class Portions {
    private Portions() {}

    /** The charts by name, the second with a 2 behind it; none without lines. */
    static Map<String, Chart> named(String name, List<Line> lines, Function<List<Line>, Chart> chart) {
        Map<String, Chart> charts = new LinkedHashMap<>();
        for (int from = 0; from < lines.size(); from += ChartStyle.COLOURS) {
            List<Line> part = lines.subList(from, Math.min(lines.size(), from + ChartStyle.COLOURS));
            charts.put(from == 0 ? name : name + " " + (from / ChartStyle.COLOURS + 1), chart.apply(part));
        }
        return charts;
    }
}
