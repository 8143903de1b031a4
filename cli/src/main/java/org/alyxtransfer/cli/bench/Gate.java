package org.alyxtransfer.cli.bench;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Lets files in until the time, which begins with the first of them, or the bytes are used up. On any thread. */
final class Gate {
    private final long nanos;
    private final long mostBytes;
    private final LongSupplier clock;
    private @Nullable Long opened;
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
        long now = clock.getAsLong();
        opened = opened == null ? Long.valueOf(now) : opened;
        if (now - opened >= nanos || size > mostBytes - bytes) {
            return false;
        }
        bytes += size;
        return true;
    }
}
