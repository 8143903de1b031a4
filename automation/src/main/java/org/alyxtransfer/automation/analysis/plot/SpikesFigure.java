package org.alyxtransfer.automation.analysis.plot;

import java.awt.Color;
import java.io.IOException;
import java.util.Locale;
import org.alyxtransfer.automation.analysis.read.Cursor;
import org.alyxtransfer.automation.analysis.read.NumPyArray;
import org.jfree.chart.annotations.XYDataImageAnnotation;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/** Spikes over time by depth, or else by cluster, and the rate of all of them together. */
final class SpikesFigure {
    private static final int HEIGHT = 640;
    private static final int COLUMNS = 900;
    private static final int ROWS = 240;
    private static final Color NIGHT = new Color(0x08306B);
    private static final int RATE_BINS = 600;

    private final NumPyArray times;
    private final Extent time;

    /** When spikes were: at least two different times. */
    SpikesFigure(NumPyArray times, Extent time) {
        this.times = times;
        this.time = time;
    }

    /** Draws them along a value that each has: its depth, or its cluster. */
    Figure draw(String title, NumPyArray along, Extent extent, String label) throws IOException {
        double whole = along.isWhole() ? extent.max() - extent.min() : ROWS; // a row for each cluster, if there is room
        Density density = new Density(COLUMNS, (int) Math.max(1, Math.min(ROWS, whole)), NIGHT);
        long[] bins = new long[RATE_BINS];
        double[] when = new double[Cursor.BLOCK];
        double[] where = new double[Cursor.BLOCK];
        double span = time.max() - time.min();
        double height = extent.max() - extent.min();
        try (Cursor whens = times.values();
                Cursor wheres = along.values()) {
            for (int length = whens.next(when); length > 0; length = whens.next(when)) {
                int known = wheres.next(where);
                for (int i = 0; i < Math.min(length, known); i++) {
                    double x = (when[i] - time.min()) / span;
                    density.add(x, (where[i] - extent.min()) / height);
                    if (x >= 0 && x <= 1) {
                        bins[(int) Math.min(RATE_BINS - 1, x * RATE_BINS)]++;
                    }
                }
            }
        }
        String remark = String.format(
                Locale.ROOT,
                "%,d spikes over %,.0f s, %,.0f a second; darker: more",
                time.count(),
                span,
                time.count() / span);
        Figure figure = new Figure(title, remark, HEIGHT);
        int raster = 400;
        XYPlot above = raster(density, extent, label);
        figure.panel(Look.chart("Spikes", above, false), 0, Figure.TOP, Figure.WIDTH, raster);
        int y = Figure.TOP + raster;
        figure.panel(Look.chart("Rate of all together", rate(bins, span), false), 0, y, Figure.WIDTH, HEIGHT - y);
        return figure;
    }

    private XYPlot raster(Density density, Extent extent, String label) {
        NumberAxis range = Look.axis(label, extent.min(), extent.max());
        XYPlot plot = new XYPlot(
                new XYSeriesCollection(),
                Look.axis("time (s)", time.min(), time.max()),
                range,
                new XYLineAndShapeRenderer());
        plot.setRangeGridlinesVisible(false);
        plot.setFixedRangeAxisSpace(Look.leftMargin());
        plot.addAnnotation(new XYDataImageAnnotation(
                density.picture(),
                time.min(),
                range.getLowerBound(),
                time.max() - time.min(),
                range.getRange().getLength()));
        return plot;
    }

    private XYPlot rate(long[] bins, double span) {
        XYSeries series = new XYSeries("", false, true);
        double width = span / bins.length;
        for (int i = 0; i < bins.length; i++) {
            series.add(time.min() + (i + 0.5) * width, bins[i] / width, false);
        }
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, false);
        renderer.setSeriesPaint(0, Look.BLUE);
        renderer.setSeriesStroke(0, Look.HAIR);
        NumberAxis range = Look.axis("spikes a second");
        range.setAutoRangeIncludesZero(true);
        XYPlot plot = new XYPlot(
                new XYSeriesCollection(series), Look.axis("time (s)", time.min(), time.max()), range, renderer);
        plot.setFixedRangeAxisSpace(Look.leftMargin());
        return plot;
    }
}
