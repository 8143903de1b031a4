package org.alyxtransfer.cli.bench;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Lets files in until the time or the bytes are used up; the first one always. Used by one plan, on any thread. */
final class Gate {
    private final long nanos;
    private final long mostBytes;
    private final LongSupplier clock;
    private long opened;
    private long bytes;

    Gate(Duration time, long mostBytes) {
        this(time, mostBytes, System::nanoTime);
    }

    Gate(Duration time, long mostBytes, LongSupplier clock) {
        this.nanos = time.toNanos();
        this.mostBytes = mostBytes;
        this.clock = clock;
    }

    /** Whether a file of that size may still begin. */
    synchronized boolean admits(long size) {
        if (bytes == 0 && opened == 0) {
            opened = clock.getAsLong();
            bytes = size;
            return true;
        }
        if (clock.getAsLong() - opened >= nanos || bytes + size > mostBytes) {
            return false;
        }
        bytes += size;
        return true;
    }
}
