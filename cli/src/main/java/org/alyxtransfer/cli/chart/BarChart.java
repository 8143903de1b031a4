package org.alyxtransfer.cli.chart;

import java.util.List;
import org.alyxtransfer.cli.chart.Mark.Anchor;

/** A bar for each thing, with its spread where it was measured more than once. */
public final class BarChart {
    private static final double WIDTH = 760;
    private static final double ROW = 27;
    private static final double BAR = 17;
    private static final double BELOW = 40;
    private static final double VALUE_ROOM = 92;

    private BarChart() {}

    /**
     * One bar.
     *
     * @param isOurs drawn in the colour of this project
     * @param note in the place of a bar, for what has no value; "" otherwise
     */
    public record Bar(String label, boolean isOurs, double median, double min, double max, String note) {
        /** Something without a value, and why. */
        public static Bar without(String label, boolean isOurs, String note) {
            return new Bar(label, isOurs, 0, 0, 0, note);
        }
    }

    /**
     * The chart.
     *
     * @param unit of the values, as the axis says it
     */
    public static Chart of(String title, String unit, List<Bar> bars) {
        int longest = bars.stream().mapToInt(bar -> bar.label().length()).max().orElse(0);
        double left = 16 + longest * Sketch.LETTER;
        double bottom = 8 + bars.size() * ROW;
        double largest = bars.stream().mapToDouble(Bar::max).max().orElse(1);
        Axis axis = Axis.linear(largest, left, WIDTH - VALUE_ROOM);
        Sketch sketch = new Sketch(WIDTH, bottom + BELOW, title);
        for (double mark : axis.marks()) {
            sketch.line("grid", axis.at(mark), 4, axis.at(mark), bottom);
            sketch.label("soft", axis.at(mark), bottom + 16, Anchor.MIDDLE, Axis.words(mark));
        }
        sketch.label("soft", (left + WIDTH - VALUE_ROOM) / 2, bottom + 34, Anchor.MIDDLE, unit);
        for (int i = 0; i < bars.size(); i++) {
            draw(sketch, axis, left, 8 + i * ROW, bars.get(i), unit);
        }
        sketch.line("axis", left, 4, left, bottom);
        return sketch.chart();
    }

    private static void draw(Sketch sketch, Axis axis, double left, double top, Bar bar, String unit) {
        double middle = top + BAR / 2 + 1;
        sketch.label(bar.isOurs() ? "strong" : "", left - 8, middle + 4.5, Anchor.END, bar.label());
        if (!bar.note().isEmpty()) {
            sketch.label("soft", left + 8, middle + 4, Anchor.START, bar.note());
            return;
        }
        String tip = bar.label() + ": " + Axis.words(rounded(bar.median())) + " " + unit + " ("
                + Axis.words(rounded(bar.min())) + "–" + Axis.words(rounded(bar.max())) + ")";
        sketch.rectangle(bar.isOurs() ? "ours" : "peer", left, top + 1, axis.at(bar.median()) - left, BAR, tip);
        if (bar.max() > bar.min()) {
            sketch.line("spread", axis.at(bar.min()), middle, axis.at(bar.max()), middle);
            sketch.line("spread", axis.at(bar.min()), middle - 4, axis.at(bar.min()), middle + 4);
            sketch.line("spread", axis.at(bar.max()), middle - 4, axis.at(bar.max()), middle + 4);
        }
        sketch.label(
                bar.isOurs() ? "strong" : "",
                axis.at(Math.max(bar.max(), bar.median())) + 8,
                middle + 4.5,
                Anchor.START,
                Axis.words(rounded(bar.median())));
    }

    private static double rounded(double value) {
        return value >= 100 ? Math.rint(value) : Math.rint(value * 100) / 100;
    }
}
