package org.alyxtransfer.cli.result;

import java.util.ArrayList;
import java.util.List;

/** Bytes by the time they came, in at most {@value #MOST} spans: when they run out, neighbours are joined. */
final class SpeedSamples {
    static final int MOST = 120;

    private static final long FIRST_SPAN = 100_000_000; // nanoseconds
    private static final double MIB = 1 << 20;

    private final long[] bytes = new long[MOST];
    private long span = FIRST_SPAN;
    private int used;

    /** So many bytes came so many nanoseconds after the start; times never go back. */
    void add(long nanos, long amount) {
        while (nanos / span >= MOST) {
            join();
        }
        int index = (int) (nanos / span);
        bytes[index] += amount;
        used = Math.max(used, index + 1);
    }

    /** Without the last span, which the run's end cut short, unless it is the only one. */
    Samples samples() {
        List<Double> speeds = new ArrayList<>();
        int whole = used > 1 ? used - 1 : used;
        for (int i = 0; i < whole; i++) {
            speeds.add(Rounded.of(bytes[i] / MIB / (span / 1e9)));
        }
        return new Samples(span / 1e9, speeds);
    }

    private void join() {
        for (int i = 0; i < MOST; i++) {
            bytes[i] = 2 * i < MOST ? bytes[2 * i] + bytes[2 * i + 1] : 0;
        }
        used = (used + 1) / 2;
        span *= 2;
    }
}
