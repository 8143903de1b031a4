package org.alyxtransfer.sandbox.proxy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** The line between both ends as it is now, shared by all connections; read on every piece of bytes. */
final class Link {
    private static final long MOST_UNDER_WAY = 32L << 20; // 1.3 GB/s over a round trip of 50 ms
    private static final long LEAST_UNDER_WAY = 1L << 20;
    private static final long SLACK_NANOS = 10_000_000; // what a narrow line holds besides its delay, as a router does

    final Plans plans = new Plans();
    volatile boolean isHeld;
    volatile boolean isBlackhole;
    volatile int dripBytes;
    volatile long dripNanos;
    private final Way up = new Way();
    private final Way down = new Way();
    private volatile long oneWayNanos;
    private volatile long bytesPerSecond;

    /** What all connections share in one direction. */
    private static final class Way {
        final LongAdder passed = new LongAdder();
        final AtomicLong freeAt = new AtomicLong(System.nanoTime());
    }

    void roundTrip(Duration time) {
        oneWayNanos = time.toNanos() / 2;
    }

    void bytesPerSecond(long rate) {
        bytesPerSecond = rate;
    }

    /** When bytes that are put on the line now come out at its other end. */
    long due(Direction direction, int bytes, long now) {
        long rate = bytesPerSecond;
        if (rate == 0) {
            return now + oneWayNanos;
        }
        long takes = bytes * 1_000_000_000L / rate;
        long end = way(direction).freeAt.updateAndGet(before -> (before - now < 0 ? now : before) + takes);
        return end + oneWayNanos;
    }

    /**
     * How many bytes of one connection and direction may be on the line: enough not to be a limit, few enough to hold.
     */
    long mostUnderWay() {
        long rate = bytesPerSecond;
        long delay = oneWayNanos;
        if (dripBytes > 0) {
            return 1;
        }
        if (rate > 0) {
            double full = (double) rate * (delay + SLACK_NANOS) / 1e9;
            return (long) Math.min(MOST_UNDER_WAY, (64 << 10) + full);
        }
        return delay == 0 ? LEAST_UNDER_WAY : MOST_UNDER_WAY;
    }

    void passed(Direction direction, int bytes) {
        way(direction).passed.add(bytes);
    }

    long bytes(Direction direction) {
        return way(direction).passed.sum();
    }

    private Way way(Direction direction) {
        return direction == Direction.UP ? up : down;
    }
}
