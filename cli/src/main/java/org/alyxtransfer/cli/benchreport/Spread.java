package org.alyxtransfer.cli.benchreport;

import java.util.List;
import java.util.Locale;

/** The middle of some figures, and how far they lie apart. */
public record Spread(double median, double min, double max) {
    /** Of at least one figure; of an even number the mean of the two in the middle. */
    public static Spread of(List<Double> figures) {
        if (figures.isEmpty()) {
            throw new IllegalArgumentException("there is no median of nothing");
        }
        List<Double> sorted = figures.stream().sorted().toList();
        int half = sorted.size() / 2;
        double median = sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
        return new Spread(median, sorted.get(0), sorted.get(sorted.size() - 1));
    }

    /** {@code 1.11 (1.07–1.15)}. */
    public String words() {
        return String.format(Locale.ROOT, "%.2f (%.2f–%.2f)", median, min, max);
    }
}
