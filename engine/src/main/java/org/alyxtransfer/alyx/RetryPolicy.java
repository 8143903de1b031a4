package org.alyxtransfer.alyx;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;

/**
 * How often a request that may be repeated is sent in all, and the pauses in between: doubling from the first to the
 * longest, shortened at random by up to half; never shorter than what the server asks for.
 */
public record RetryPolicy(int attempts, Duration firstPause, Duration longestPause) {
    public static final RetryPolicy DEFAULT = new RetryPolicy(5, Duration.ofMillis(500), Duration.ofSeconds(20));
    public static final RetryPolicy NONE = new RetryPolicy(1, Duration.ZERO, Duration.ZERO);

    public RetryPolicy {
        if (attempts < 1 || firstPause.isNegative() || longestPause.compareTo(firstPause) < 0) {
            throw new IllegalArgumentException("attempts >= 1, 0 <= first pause <= longest pause");
        }
    }

    Retry repeating(Predicate<Fault> repeatable) {
        return Retry.from(failures -> failures.concatMap(
                failure -> failure.failure() instanceof Fault fault
                                && repeatable.test(fault)
                                && failure.totalRetries() + 1 < attempts
                        ? Mono.delay(pause(failure.totalRetries(), fault.pause()), Schedulers.parallel())
                        : Mono.error(failure.failure()),
                1));
    }

    private Duration pause(long retries, Duration asked) {
        long doubled = firstPause.toNanos() << Math.min(retries, 20);
        long longest = Math.min(doubled, longestPause.toNanos());
        long jittered =
                longest - (long) (longest / 2.0 * ThreadLocalRandom.current().nextDouble());
        return asked.toNanos() > jittered ? asked : Duration.ofNanos(jittered);
    }
}
