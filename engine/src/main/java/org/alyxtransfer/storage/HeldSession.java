package org.alyxtransfer.storage;

import com.google.errorprone.annotations.CheckReturnValue;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * What is done to a session's folder, as long as its lease is held. A lease that is lost, as while this process was
 * suspended, ends what is under way and lets nothing begin.
 */
@CheckReturnValue
public final class HeldSession {
    /** Of a session whose folder needs no lease. */
    public static final HeldSession WITHOUT_LEASE = new HeldSession(Mono.empty());

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(10);

    private final Mono<Void> held;
    private final Sinks.Empty<Void> loss = Sinks.empty(); // ends without an error: Reactor cancels nothing for one
    private volatile @Nullable Throwable lost;

    private HeldSession(Mono<Void> held) {
        this.held = held;
    }

    public static HeldSession by(Lease lease) {
        return new HeldSession(lease.confirm());
    }

    /** Completes while the lease is held; to be waited for before anything is published. Fails as a lease does. */
    public Mono<Void> confirmed() {
        return this == WITHOUT_LEASE ? held : held.doOnError(Lease::isLost, this::end);
    }

    /**
     * The work, if the lease is held, and until it is found lost: then it is cancelled and fails.
     *
     * @param isLast what the work ends with; it does not fail any more once it gave that
     */
    public <T> Flux<T> during(Flux<T> work, Predicate<T> isLast) {
        return this == WITHOUT_LEASE ? work : confirmed().thenMany(cut(work, isLast));
    }

    /** The work, which is cancelled and fails when something else finds the lease lost before its end. */
    public <T> Flux<T> untilLost(Flux<T> work) {
        return cut(work, item -> false);
    }

    private <T> Flux<T> cut(Flux<T> work, Predicate<T> isLast) {
        return this == WITHOUT_LEASE
                ? work
                : Flux.defer(() -> {
                    AtomicBoolean isWhole = new AtomicBoolean();
                    return work.doOnComplete(() -> isWhole.set(true))
                            .takeUntilOther(loss.asMono())
                            .doOnNext(item -> isWhole.compareAndSet(false, isLast.test(item)))
                            .concatWith(Mono.defer(() -> isWhole.get() ? Mono.empty() : failure()));
                });
    }

    private <T> Mono<T> failure() {
        Throwable why = lost;
        return why == null ? Mono.empty() : Mono.error(why);
    }

    private void end(Throwable why) {
        lost = why;
        loss.tryEmitEmpty();
    }

    /**
     * The session's work, with a look at the lease now and then, so that a large file does not go on in vain, and that a lease
     * which went with its connection a moment ago is still known well enough to be taken again.
     */
    public <T> Flux<T> looking(Flux<T> session) {
        Mono<Void> looks = Flux.interval(BETWEEN_LOOKS)
                .onBackpressureDrop()
                .concatMap(tick -> confirmed().onErrorComplete(), 1) // what could not be told is asked again
                .then();
        return session.takeUntilOther(looks);
    }
}
