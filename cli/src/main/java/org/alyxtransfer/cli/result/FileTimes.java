package org.alyxtransfer.cli.result;

import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * How long single files took from their first step to their last, in milliseconds.
 *
 * @param buckets how many files took up to so long and longer than the bucket before; empty ones are left out
 */
public record FileTimes(double p50, double p99, double max, List<Bucket> buckets) {
    private static final double STEP = 1.25;
    private static final long FIRST_MICROS = 100;
    private static final double MICROS = 1000;

    /** Files that took at most so many milliseconds, and more than the bucket before says. */
    public record Bucket(double upToMillis, long files) {}

    public FileTimes {
        buckets = buckets == null ? List.of() : List.copyOf(buckets); // lines may have been kept without them
    }

    /** Reads a histogram of microseconds. */
    public static FileTimes ofMicros(Histogram micros) {
        List<Bucket> buckets = new ArrayList<>();
        long from = 0;
        for (double upTo = FIRST_MICROS; from <= micros.getMaxValue(); upTo *= STEP) {
            long to = Math.round(upTo);
            long files = micros.getCountBetweenValues(from, to);
            if (files > 0 && to > from) {
                buckets.add(new Bucket(Rounded.of(to / MICROS), files));
            }
            from = micros.highestEquivalentValue(to) + 1; // the histogram tells no two values of one step apart
        }
        return new FileTimes(
                Rounded.of(micros.getValueAtPercentile(50) / MICROS),
                Rounded.of(micros.getValueAtPercentile(99) / MICROS),
                Rounded.of(micros.getMaxValue() / MICROS),
                buckets);
    }
}
