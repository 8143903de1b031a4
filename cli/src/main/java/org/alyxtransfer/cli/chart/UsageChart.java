package org.alyxtransfer.cli.chart;

import java.util.List;
import org.alyxtransfer.cli.chart.Mark.Anchor;

/** How much of each of several things is used up; the one that all wait for stands out. */
public final class UsageChart {
    private static final double WIDTH = 760;
    private static final double ROW = 44;
    private static final double BAR = 12;

    private UsageChart() {}

    /**
     * One thing.
     *
     * @param used from 0 to 1
     * @param note what it is drawn from
     */
    public record Used(String label, double used, String note) {}

    /** The chart; the first is the bottleneck. */
    public static Chart of(String title, List<Used> things) {
        Sketch sketch = new Sketch(WIDTH, things.size() * ROW + 8, title);
        double left = 8;
        double right = WIDTH - 70;
        for (int i = 0; i < things.size(); i++) {
            Used thing = things.get(i);
            double top = i * ROW + 8;
            double part = Math.min(1, Math.max(0, thing.used()));
            sketch.label(i == 0 ? "strong" : "", left, top + 10, Anchor.START, thing.label());
            sketch.label("soft", right, top + 10, Anchor.END, cut(thing.note(), thing.label()));
            sketch.rectangle("track", left, top + 16, right - left, BAR, "");
            sketch.rectangle(i == 0 ? "hot" : "ours", left, top + 16, part * (right - left), BAR, thing.note());
            sketch.label(
                    i == 0 ? "strong" : "", right + 12, top + 27, Anchor.START, Math.round(thing.used() * 100) + " %");
        }
        return sketch.chart();
    }

    private static String cut(String note, String label) {
        int room = (int) ((WIDTH - 90) / 6.3) - label.length() - 4; // letters of the smaller size
        return note.length() <= room ? note : note.substring(0, Math.max(0, room - 1)) + "…";
    }
}
