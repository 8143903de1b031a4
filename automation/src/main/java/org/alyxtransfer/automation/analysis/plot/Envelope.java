package org.alyxtransfer.automation.analysis.plot;

import java.io.IOException;
import java.util.Arrays;
import org.alyxtransfer.automation.analysis.read.Cursor;
import org.jfree.data.xy.XYSeries;

/**
 * A signal as it looks on so many pixels: the smallest and the largest value of each. Where there are few values they are
 * drawn as they are.
 */
final class Envelope {
    private static final int BUCKETS = 1_400; // pixels of a panel, about

    private final double from;
    private final double to;
    private final double[] min = new double[BUCKETS];
    private final double[] max = new double[BUCKETS];
    private final XYSeries few = new XYSeries("", false, true);
    private long count;

    Envelope(double from, double to) {
        this.from = from;
        this.to = to;
        Arrays.fill(min, Double.POSITIVE_INFINITY);
        Arrays.fill(max, Double.NEGATIVE_INFINITY);
    }

    /** A signal over time. Ends with the shorter of the two. */
    static Envelope of(double from, double to, Cursor times, Cursor values) throws IOException {
        Envelope envelope = new Envelope(from, to);
        double[] x = new double[Cursor.BLOCK];
        double[] y = new double[Cursor.BLOCK];
        int length = 1;
        while (length > 0) {
            length = Math.min(times.next(x), values.next(y));
            for (int i = 0; i < length; i++) {
                envelope.add(x[i], y[i]);
            }
        }
        return envelope;
    }

    void add(double x, double y) {
        if (!Double.isFinite(y) || !(x >= from && x <= to)) {
            return;
        }
        int bucket = (int) Math.min(BUCKETS - 1, (x - from) / (to - from) * BUCKETS);
        min[bucket] = Math.min(min[bucket], y);
        max[bucket] = Math.max(max[bucket], y);
        if (++count <= 2 * BUCKETS) {
            few.add(x, y, false);
        }
    }

    long count() {
        return count;
    }

    /** The points to join by a line. */
    XYSeries line(String name) {
        XYSeries line = new XYSeries(name, false, true);
        if (count <= 2 * BUCKETS) {
            for (int i = 0; i < few.getItemCount(); i++) {
                line.add(few.getDataItem(i), false);
            }
            return line;
        }
        for (int i = 0; i < BUCKETS; i++) {
            if (min[i] <= max[i]) {
                double x = from + (i + 0.5) * (to - from) / BUCKETS;
                line.add(x, min[i], false);
                line.add(x, max[i], false);
            }
        }
        return line;
    }

    /** The middle of the stretch of this length with the widest range of values; of the whole where nothing stands out. */
    double liveliest(double length) {
        int span = (int) Math.max(1, Math.min(BUCKETS, Math.round(length / (to - from) * BUCKETS)));
        double widest = 0;
        int best = BUCKETS / 2;
        for (int start = 0; start + span <= BUCKETS; start += Math.max(1, span / 4)) {
            double low = Double.POSITIVE_INFINITY;
            double high = Double.NEGATIVE_INFINITY;
            for (int i = start; i < start + span; i++) {
                low = Math.min(low, min[i]);
                high = Math.max(high, max[i]);
            }
            if (high - low > widest * 1.05) {
                widest = high - low;
                best = start + span / 2;
            }
        }
        return from + (best + 0.5) * (to - from) / BUCKETS;
    }
}
