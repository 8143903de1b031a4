package org.alyxtransfer.automation.analysis.plot;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.alyxtransfer.automation.analysis.read.Cursor;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.StandardXYBarPainter;
import org.jfree.chart.renderer.xy.XYBarRenderer;
import org.jfree.data.xy.XYBarDataset;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/** How the values of many datasets are spread, a small histogram each. */
final class DistributionsFigure {
    private static final int MOST = 12;
    private static final int ACROSS = 3;
    private static final int BINS = 50;
    private static final int PANEL_HEIGHT = 210;

    private final List<Histogram> histograms = new ArrayList<>();
    private int left;

    /** Opens the values anew each time. */
    interface Values {
        Cursor open() throws IOException;
    }

    private record Histogram(String name, Extent extent, XYSeries bars, double width) {}

    boolean isEmpty() {
        return histograms.isEmpty();
    }

    /** How many were too many to be drawn. */
    int left() {
        return left;
    }

    /** Adds a histogram, unless all values are the same; of whole numbers each bar holds as many of them. */
    void add(String name, boolean whole, Values values) throws IOException {
        if (histograms.size() >= MOST) {
            left++;
            return;
        }
        Extent extent = Extent.of(values.open());
        if (!extent.isWide()) {
            return;
        }
        double span = extent.max() - extent.min();
        double width = whole ? Math.ceil((span + 1) / BINS) : span / BINS;
        double from = whole ? extent.min() - 0.5 : extent.min(); // a bar around each whole number
        long[] bins = new long[whole ? (int) Math.ceil((span + 1) / width) : BINS];
        double[] block = new double[Cursor.BLOCK];
        try (Cursor cursor = values.open()) {
            for (int length = cursor.next(block); length > 0; length = cursor.next(block)) {
                for (int i = 0; i < length; i++) {
                    double at = (block[i] - from) / width;
                    if (at >= 0 && at <= bins.length) {
                        bins[(int) Math.min(bins.length - 1, at)]++;
                    }
                }
            }
        }
        XYSeries bars = new XYSeries("", false, true);
        for (int i = 0; i < bins.length; i++) {
            bars.add(from + (i + 0.5) * width, (double) bins[i], false);
        }
        histograms.add(new Histogram(name, extent, bars, width));
    }

    Figure draw(String title) {
        int rows = (histograms.size() + ACROSS - 1) / ACROSS;
        String remark = left == 0 ? "how many values fall into each bar" : "and " + left + " more that are not drawn";
        Figure figure = new Figure(title, remark, Figure.TOP + rows * PANEL_HEIGHT);
        double width = (double) Figure.WIDTH / ACROSS;
        for (int i = 0; i < histograms.size(); i++) {
            Histogram histogram = histograms.get(i);
            figure.panel(
                    Look.chart(histogram.name, plot(histogram), false),
                    i % ACROSS * width,
                    Figure.TOP + (double) (i / ACROSS * PANEL_HEIGHT),
                    width,
                    PANEL_HEIGHT);
        }
        return figure;
    }

    private static XYPlot plot(Histogram histogram) {
        XYBarRenderer bars = new XYBarRenderer();
        bars.setShadowVisible(false);
        bars.setBarPainter(new StandardXYBarPainter());
        bars.setSeriesPaint(0, Look.BLUE);
        NumberAxis count = Look.axis(String.format(Locale.ROOT, "of %,d", histogram.extent.count()));
        count.setAutoRangeIncludesZero(true);
        count.setStandardTickUnits(NumberAxis.createIntegerTickUnits());
        return new XYPlot(
                new XYBarDataset(new XYSeriesCollection(histogram.bars), histogram.width),
                Look.axis(
                        null,
                        histogram.bars.getMinX() - histogram.width / 2,
                        histogram.bars.getMaxX() + histogram.width / 2),
                count,
                bars);
    }
}
