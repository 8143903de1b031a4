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

    private record Histogram(String name, Extent extent, XYSeries bars) {}

    boolean isEmpty() {
        return histograms.isEmpty();
    }

    void add(String name, Values values) throws IOException {
        if (histograms.size() >= MOST) {
            left++;
            return;
        }
        Extent extent = Extent.of(values.open());
        if (!extent.isWide()) {
            return;
        }
        long[] bins = new long[BINS];
        double[] block = new double[Cursor.BLOCK];
        try (Cursor cursor = values.open()) {
            for (int length = cursor.next(block); length > 0; length = cursor.next(block)) {
                for (int i = 0; i < length; i++) {
                    double share = (block[i] - extent.min()) / (extent.max() - extent.min());
                    if (share >= 0 && share <= 1) {
                        bins[(int) Math.min(BINS - 1, share * BINS)]++;
                    }
                }
            }
        }
        XYSeries bars = new XYSeries("", false, true);
        double width = (extent.max() - extent.min()) / BINS;
        for (int i = 0; i < BINS; i++) {
            bars.add(extent.min() + (i + 0.5) * width, (double) bins[i], false);
        }
        histograms.add(new Histogram(name, extent, bars));
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
        double width = (histogram.extent.max() - histogram.extent.min()) / BINS;
        XYBarRenderer bars = new XYBarRenderer();
        bars.setShadowVisible(false);
        bars.setBarPainter(new StandardXYBarPainter());
        bars.setSeriesPaint(0, Look.BLUE);
        NumberAxis count = Look.axis(String.format(Locale.ROOT, "of %,d", histogram.extent.count()));
        count.setAutoRangeIncludesZero(true);
        return new XYPlot(
                new XYBarDataset(new XYSeriesCollection(histogram.bars), width),
                Look.axis(null, histogram.extent.min(), histogram.extent.max()),
                count,
                bars);
    }
}
