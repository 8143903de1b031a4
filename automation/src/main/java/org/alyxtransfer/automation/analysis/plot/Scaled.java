package org.alyxtransfer.automation.analysis.plot;

import java.io.IOException;
import org.alyxtransfer.automation.analysis.read.Cursor;

/** Values in another unit. */
record Scaled(Cursor values, double factor) implements Cursor {
    @Override
    public int next(double[] block) throws IOException {
        int length = values.next(block);
        for (int i = 0; i < length; i++) {
            block[i] *= factor;
        }
        return length;
    }

    @Override
    public void close() throws IOException {
        values.close();
    }
}
