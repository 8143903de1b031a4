package org.alyxtransfer.storage.layer;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.alyxtransfer.dataset.TransferException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;
import reactor.util.retry.RetryBackoffSpec;

/**
 * How often, and after which pauses, an operation that failed for a passing reason is tried again.
 *
 * <p>Each operation has the whole budget, so that a transfer which goes on does not use it up.
 *
 * @param attempts tries altogether; 1 never repeats
 * @param firstDelay before the second try; it doubles from try to try, half of it at random
 * @param longestDelay never wait longer, unless the server asks for it
 */
public record RetryPolicy(int attempts, Duration firstDelay, Duration longestDelay) {
    public static final RetryPolicy DEFAULT = new RetryPolicy(6, Duration.ofMillis(250), Duration.ofSeconds(20));
    public static final RetryPolicy NONE = new RetryPolicy(1, Duration.ZERO, Duration.ZERO);

    private static final double JITTER = 0.5;

    public RetryPolicy {
        if (attempts < 1 || firstDelay.isNegative() || longestDelay.compareTo(firstDelay) < 0) {
            throw new IllegalArgumentException("at least one attempt, and delays that grow");
        }
    }

    <T> Mono<T> around(Mono<T> call, Predicate<TransferException> passing, Consumer<TransferException> onRetry) {
        return attempts == 1 ? call : call.retryWhen(retry(passing, onRetry));
    }

    <T> Flux<T> around(Flux<T> call, Predicate<TransferException> passing, Consumer<TransferException> onRetry) {
        return attempts == 1 ? call : call.retryWhen(retry(passing, onRetry));
    }

    private RetryBackoffSpec retry(Predicate<TransferException> passing, Consumer<TransferException> onRetry) {
        return Retry.backoff(attempts - 1L, firstDelay)
                .maxBackoff(longestDelay)
                .jitter(JITTER)
                .filter(e -> e instanceof TransferException known && known.isTemporary() && passing.test(known))
                .doBeforeRetry(signal -> onRetry.accept((TransferException) signal.failure()))
                .doBeforeRetryAsync(signal -> askedPause((TransferException) signal.failure()))
                .onRetryExhaustedThrow((spec, signal) -> signal.failure());
    }

    /** Before this policy's own delay, whose random part keeps all who wait from coming back at once. */
    private static Mono<Void> askedPause(TransferException failure) {
        return failure.pause().isZero()
                ? Mono.empty()
                : Mono.delay(failure.pause(), Schedulers.parallel()).then();
    }
}
