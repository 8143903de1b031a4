package org.alyxtransfer.alyx;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Admits requests evenly, after a first burst of a tenth: never more than the limit in any minute, which is how Alyx
 * counts. Waiting costs a timer, no thread.
 */
final class RateLimit {
    private final long interval;
    private final long burst;
    private final AtomicLong next = new AtomicLong(Long.MIN_VALUE);

    RateLimit(int perMinute) {
        long atOnce = Math.max(1, perMinute / 10);
        long evenly = Math.max(1, perMinute - atOnce);
        this.interval = TimeUnit.MINUTES.toNanos(1) / evenly;
        this.burst = interval * (atOnce - 1);
    }

    /** Completes when the next request may be sent. */
    Mono<Void> turn() {
        return Mono.defer(() -> {
            long wait = reserve();
            return wait <= 0
                    ? Mono.empty()
                    : Mono.delay(Duration.ofNanos(wait), clock()).then();
        });
    }

    /** Holds all further requests back, as the server asked for it. */
    void pause(Duration duration) {
        long end = now() + duration.toNanos() + burst; // the burst is used up, too
        next.accumulateAndGet(end, Math::max);
    }

    private long reserve() {
        long now = now();
        long slot = next.updateAndGet(before -> Math.max(before, now) + interval) - interval;
        return slot - burst - now;
    }

    private static long now() {
        return clock().now(TimeUnit.NANOSECONDS);
    }

    private static Scheduler clock() {
        return Schedulers.parallel(); // asked each time, so that virtual time in tests works
    }
}
