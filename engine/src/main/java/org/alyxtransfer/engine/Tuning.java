package org.alyxtransfer.engine;

import java.util.function.LongSupplier;

/**
 * How a run finds by itself how many files to move at once; {@link Pace#files()} is then the most.
 *
 * @param least files at once, however badly it goes
 * @param start files at once in the beginning, as long as nothing says that they are small
 * @param troubles how often so far something had to be repeated: time-outs, lost connections, refusals for the load
 */
public record Tuning(int least, int start, LongSupplier troubles) {
    public Tuning {
        if (least < 1 || start < least) {
            throw new IllegalArgumentException("at least one file at once, and a start that is not below the least");
        }
    }

    /** From eight files upwards, more of small ones. */
    public static Tuning hearing(LongSupplier troubles) {
        return new Tuning(1, 8, troubles);
    }
}
