package org.alyxtransfer.storage.layer;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
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
    private final Scheduler clock;
    private final AtomicLong freeAt = new AtomicLong(Long.MIN_VALUE);

    public Bandwidth(long bytesPerSecond) {
        this(bytesPerSecond, Schedulers.parallel());
    }

    Bandwidth(long bytesPerSecond, Scheduler clock) {
        if (bytesPerSecond < 1) {
            throw new IllegalArgumentException("a bandwidth limit must be positive: " + bytesPerSecond);
        }
        this.bytesPerSecond = bytesPerSecond;
        this.clock = clock;
    }

    /** Completes when the bytes may move. Bytes of a wait that was cancelled count as moved. */
    Mono<Void> await(long bytes) {
        return Mono.defer(() -> {
            long wait = reserve(bytes);
            return wait <= 0
                    ? Mono.empty()
                    : Mono.delay(Duration.ofNanos(wait), clock).then();
        });
    }

    /** Nanoseconds from now until the bytes reserved before these have had their time. */
    private long reserve(long bytes) {
        long now = clock.now(TimeUnit.NANOSECONDS);
        long cost = (long) ((double) bytes / bytesPerSecond * SECOND);
        long start = freeAt.getAndUpdate(free -> Math.max(free, now - BURST) + cost);
        return Math.max(start, now - BURST) - now;
    }
}
