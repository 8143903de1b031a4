package org.alyxtransfer.automation.analysis.plot;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.alyxtransfer.automation.analysis.read.Cursor;
import org.alyxtransfer.automation.analysis.read.NumPyArray;
import org.jfree.chart.annotations.XYDataImageAnnotation;
import org.jfree.chart.axis.SymbolAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.XYSeriesCollection;

/** When things happened, a row each: how densely they lie over the session. */
final class EventsFigure {
    private static final int MOST = 24;
    private static final int COLUMNS = 800;
    private static final int ROW = 34;
    private static final int ROOM = 110; // of headings and the axis

    private final List<Events> events = new ArrayList<>();
    private int left;

    private record Events(String name, NumPyArray times, Extent extent) {}

    boolean isEmpty() {
        return events.isEmpty();
    }

    void add(String name, NumPyArray times) throws IOException {
        Extent extent = Extent.of(times.values());
        if (extent.count() == 0) {
            return;
        }
        if (events.size() < MOST) {
            events.add(new Events(name, times, extent));
        } else {
            left++;
        }
    }

    /** How many were too many to be drawn. */
    int left() {
        return left;
    }

    Figure draw(String title) throws IOException {
        double from =
                events.stream().mapToDouble(each -> each.extent.min()).min().orElse(0);
        double to = Math.max(
                from + 1e-9,
                events.stream().mapToDouble(each -> each.extent.max()).max().orElse(1));
        String[] labels = events.stream()
                .map(each -> String.format(Locale.ROOT, "%s (%,d)", each.name, each.extent.count()))
                .toArray(String[]::new);
        SymbolAxis names = new SymbolAxis(null, labels);
        names.setGridBandsVisible(false);
        names.setRange(-0.5, labels.length - 0.5);
        names.setInverted(true);
        XYPlot plot = new XYPlot(
                new XYSeriesCollection(), Look.axis("time (s)", from, to), names, new XYLineAndShapeRenderer());
        for (int row = 0; row < events.size(); row++) {
            plot.addAnnotation(
                    new XYDataImageAnnotation(strip(events.get(row), from, to), from, row - 0.36, to - from, 0.72));
        }
        Figure figure = new Figure(
                title,
                "a row each, in brackets how many; darker: more of them",
                Figure.TOP + ROOM + ROW * labels.length);
        var chart = Look.chart("Over the session", plot, false);
        plot.setRangeGridlinesVisible(false);
        figure.panel(chart, 0, Figure.TOP, Figure.WIDTH, ROOM + ROW * (double) labels.length);
        return figure;
    }

    private static BufferedImage strip(Events events, double from, double to) throws IOException {
        Density density = new Density(COLUMNS, 1, Look.BLUE);
        double[] block = new double[Cursor.BLOCK];
        try (Cursor times = events.times.values()) {
            for (int length = times.next(block); length > 0; length = times.next(block)) {
                for (int i = 0; i < length; i++) {
                    density.add((block[i] - from) / (to - from), 0);
                }
            }
        }
        return density.picture();
    }
}
