package org.alyxtransfer.automation.analysis.plot;

import java.io.IOException;
import org.alyxtransfer.automation.analysis.read.Cursor;

/** Least and largest finite of many values; {@code min > max} where there are none. */
record Extent(double min, double max, long count) {
    static Extent of(Cursor cursor) throws IOException {
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        long count = 0;
        double[] block = new double[Cursor.BLOCK];
        try (cursor) {
            for (int length = cursor.next(block); length > 0; length = cursor.next(block)) {
                for (int i = 0; i < length; i++) {
                    if (Double.isFinite(block[i])) {
                        min = Math.min(min, block[i]);
                        max = Math.max(max, block[i]);
                        count++;
                    }
                }
            }
        }
        return new Extent(min, max, count);
    }

    /** Whether there is a stretch to draw along. */
    boolean isWide() {
        return max > min;
    }
}
