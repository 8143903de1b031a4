package org.alyxtransfer.automation.analysis.plot;

import java.awt.Color;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.alyxtransfer.automation.analysis.read.Cursor;
import org.alyxtransfer.automation.analysis.read.NumPyArray;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.IntervalMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.Layer;
import org.jfree.data.xy.XYSeriesCollection;

/** A signal over the session, and ten seconds of it from close by. */
final class SignalFigure {
    private static final int MAX_COLUMNS = Look.SERIES.size();
    private static final double CLOSE_SECONDS = 10;
    private static final int HEIGHT = 560;

    private final NumPyArray signal;
    private final NumPyArray times;
    private final Extent extent;

    /** A signal, and when each of its rows was. */
    SignalFigure(NumPyArray signal, NumPyArray times, Extent extent) {
        this.signal = signal;
        this.times = times;
        this.extent = extent;
    }

    /** Whether an array has the shape of a signal or of a few. */
    static boolean canDraw(NumPyArray array) {
        List<Long> shape = array.dimensions();
        return array.isNumeric()
                && array.elements() > 1
                && (shape.size() == 1 || (shape.size() == 2 && shape.get(1) <= MAX_COLUMNS));
    }

    Figure draw(String title, String unit) throws IOException {
        double from = extent.min();
        double to = extent.max();
        List<Envelope> whole = envelopes(from, to);
        double length = Math.min(to - from, CLOSE_SECONDS);
        double middle = whole.get(0).liveliest(length);
        double start = Math.max(from, Math.min(to - length, middle - length / 2));
        String remark = String.format(
                Locale.ROOT,
                "%,d samples over %,.0f s%s",
                signal.dimensions().get(0),
                to - from,
                whole.get(0).count() > 2_800 ? "; each pixel column spans the range of its values" : "");
        Figure figure = new Figure(title, remark, HEIGHT);
        XYPlot above = plot(whole, unit, from, to);
        IntervalMarker marker = new IntervalMarker(start, start + length, new Color(0x33E69F00, true));
        above.addDomainMarker(marker, Layer.BACKGROUND);
        double half = (HEIGHT - Figure.TOP) / 2.0;
        figure.panel(Look.chart("Whole recording", above, whole.size() > 1), 0, Figure.TOP, Figure.WIDTH, half);
        XYPlot below = plot(envelopes(start, start + length), unit, start, start + length);
        String closer = String.format(
                Locale.ROOT, length == Math.rint(length) ? "%.0f s (shaded above)" : "%.3g s (shaded above)", length);
        figure.panel(Look.chart(closer, below, false), 0, Figure.TOP + half, Figure.WIDTH, half);
        return figure;
    }

    private List<Envelope> envelopes(double from, double to) throws IOException {
        List<Envelope> envelopes = new ArrayList<>();
        long columns = signal.dimensions().size() == 1 ? 1 : signal.dimensions().get(1);
        for (int column = 0; column < columns; column++) {
            try (Cursor values = signal.dimensions().size() == 1 ? signal.values() : signal.column(column);
                    Cursor when = times.values()) {
                envelopes.add(Envelope.of(from, to, when, values));
            }
        }
        return envelopes;
    }

    private static XYPlot plot(List<Envelope> envelopes, String unit, double from, double to) {
        XYSeriesCollection lines = new XYSeriesCollection();
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, false);
        renderer.setDrawSeriesLineAsPath(true);
        for (int i = 0; i < envelopes.size(); i++) {
            lines.addSeries(envelopes.get(i).line("column " + i));
            renderer.setSeriesPaint(i, Look.SERIES.get(i));
            renderer.setSeriesStroke(i, envelopes.get(i).count() > 3_000 ? Look.HAIR : Look.LINE);
        }
        NumberAxis domain = Look.axis("time (s)", from, to);
        XYPlot plot = new XYPlot(lines, domain, Look.axis(unit), renderer);
        plot.setFixedRangeAxisSpace(Look.leftMargin());
        return plot;
    }
}
