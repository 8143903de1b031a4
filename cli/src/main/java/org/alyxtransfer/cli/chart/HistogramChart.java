package org.alyxtransfer.cli.chart;

import java.util.List;
import java.util.Locale;
import org.alyxtransfer.cli.chart.Mark.Anchor;

/** How many things took how long, over a logarithmic axis, with marks at what half and nearly all took. */
public final class HistogramChart {
    private static final double WIDTH = 760;
    private static final double HEIGHT = 240;
    private static final double LEFT = 64;
    private static final double RIGHT = WIDTH - 20;
    private static final double TOP = 40;
    private static final double BOTTOM = HEIGHT - 46;

    private HistogramChart() {}

    /** So many things up to this value, and more than the bucket before. */
    public record Bucket(double upTo, long count) {}

    /** A value that is marked and named. */
    public record Mark(String label, double value) {}

    /** The chart; each bucket is drawn as wide as the factor between buckets. */
    public static Chart of(
            String title, String unit, String counted, double factor, List<Bucket> buckets, List<Mark> marks) {
        Sketch sketch = new Sketch(WIDTH, HEIGHT, title);
        double least = buckets.get(0).upTo() / factor;
        double most = buckets.get(buckets.size() - 1).upTo();
        Axis x = Axis.logarithmic(least, most, 10, LEFT, RIGHT);
        Axis y = Axis.linear(
                buckets.stream()
                        .mapToDouble(bucket -> (double) bucket.count())
                        .max()
                        .orElse(1),
                BOTTOM,
                TOP);
        sketch.label("soft", 4, 14, Anchor.START, counted);
        for (double mark : y.marks()) {
            sketch.line("grid", LEFT, y.at(mark), RIGHT, y.at(mark));
            sketch.label("soft", LEFT - 8, y.at(mark) + 4, Anchor.END, Axis.words(mark));
        }
        for (Bucket bucket : buckets) {
            double from = x.at(bucket.upTo() / factor);
            double to = x.at(bucket.upTo());
            double top = y.at((double) bucket.count());
            String tip = String.format(Locale.ROOT, "%,d up to %s %s", bucket.count(), Axis.words(bucket.upTo()), unit);
            sketch.rectangle("ours", from + 0.5, top, to - from - 1, BOTTOM - top, tip);
        }
        for (double mark : x.marks()) {
            sketch.line("axis", x.at(mark), BOTTOM, x.at(mark), BOTTOM + 4);
            sketch.label("soft", x.at(mark), BOTTOM + 18, Anchor.MIDDLE, Axis.words(mark));
        }
        sketch.line("axis", LEFT, BOTTOM, RIGHT, BOTTOM);
        for (int i = 0; i < marks.size(); i++) {
            Mark mark = marks.get(i);
            double at = x.at(mark.value());
            boolean before = at > WIDTH - 160;
            sketch.line("mark", at, TOP - 8 - 14 * (i % 2), at, BOTTOM);
            sketch.label(
                    "soft",
                    at + (before ? -6 : 6),
                    TOP - 2 - 14 * (i % 2),
                    before ? Anchor.END : Anchor.START,
                    mark.label() + " " + Axis.words(mark.value()) + " " + unit);
        }
        sketch.label("soft", (LEFT + RIGHT) / 2, HEIGHT - 8, Anchor.MIDDLE, unit);
        return sketch.chart();
    }
}
