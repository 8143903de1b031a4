package org.alyxtransfer.automation.analysis.read;

import java.io.Closeable;
import java.io.IOException;

/**
 * Values in order, a block at a time; NaN is missing. Not for several threads.
 *
 * <p>{@link #next} fails with a {@code TransferException} of kind {@code GARBLED} where the file is broken.
 */
public interface Cursor extends Closeable {
    /** How many values a block should have room for. */
    int BLOCK = 8192;

    /** Fills the block from its start and says how many values it got: fewer than it holds only at the end, then none. */
    int next(double[] block) throws IOException;
}
