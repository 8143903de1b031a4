package org.alyxtransfer.automation.analysis.plot;

import java.io.IOException;
import org.alyxtransfer.automation.analysis.read.Cursor;
import org.alyxtransfer.automation.analysis.read.NumPyArray;

/** How long intervals last: their ends less their starts. */
final class Durations implements Cursor {
    private final Cursor starts;
    private final Cursor ends;
    private double[] from = new double[0];

    Durations(NumPyArray intervals) throws IOException {
        starts = intervals.column(0);
        ends = intervals.column(1);
    }

    @Override
    public int next(double[] block) throws IOException {
        if (from.length != block.length) {
            from = new double[block.length];
        }
        int length = Math.min(starts.next(from), ends.next(block));
        for (int i = 0; i < length; i++) {
            block[i] -= from[i];
        }
        return length;
    }

    @Override
    public void close() throws IOException {
        starts.close();
        ends.close();
    }
}
