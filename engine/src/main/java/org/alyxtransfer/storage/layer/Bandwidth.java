package org.alyxtransfer.storage.layer;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * So many bytes a second for all who share it, first come first served; no thread waits.
 *
 * <p>Up to a tenth of a second's worth of bytes unused before may be used at once.
 */
public final class Bandwidth {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long BURST = SECOND / 10;

    private final long bytesPerSecond;
    private final Scheduler timer;
    private final LongSupplier nanos;
    private final long begin;
    private final AtomicLong freeAt = new AtomicLong(-BURST); // nanoseconds since the begin

    public Bandwidth(long bytesPerSecond) {
        this(bytesPerSecond, Schedulers.parallel(), System::nanoTime); // the wall clock may be set
    }

    Bandwidth(long bytesPerSecond, Scheduler timer, LongSupplier nanos) {
        if (bytesPerSecond < 1) {
            throw new IllegalArgumentException("a bandwidth limit must be positive: " + bytesPerSecond);
        }
        this.bytesPerSecond = bytesPerSecond;
        this.timer = timer;
        this.nanos = nanos;
        this.begin = nanos.getAsLong();
    }

    /** Completes when the bytes may move. Bytes of a wait that was cancelled count as moved. */
    Mono<Void> await(long bytes) {
        return Mono.defer(() -> {
            long wait = reserve(bytes);
            return wait <= 0
                    ? Mono.empty()
                    : Mono.delay(Duration.ofNanos(wait), timer).then();
        });
    }

    /** Nanoseconds from now until the bytes reserved before these have had their time. */
    private long reserve(long bytes) {
        long now = nanos.getAsLong() - begin;
        long cost = (long) ((double) bytes / bytesPerSecond * SECOND);
        long start = freeAt.getAndUpdate(free -> Math.max(free, now - BURST) + cost);
        return Math.max(start, now - BURST) - now;
    }
}
