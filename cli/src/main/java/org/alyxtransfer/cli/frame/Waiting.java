package org.alyxtransfer.cli.frame;

import java.util.Optional;
import java.util.function.Consumer;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Waits for reactive work on the thread that called; the only place that does. */
public final class Waiting {
    private final Interruption interruption;

    public Waiting(Interruption interruption) {
        this.interruption = interruption;
    }

    /** The value; fails with {@code InterruptedException} (wrapped) on Ctrl-C. */
    public <T> T value(Mono<T> work) {
        return find(work).orElseThrow(() -> new IllegalStateException("ended without an answer"));
    }

    /** The value, if there is one. */
    public <T> Optional<T> find(Mono<T> work) {
        return orInterrupted(work).blockOptional();
    }

    /** Completes with the work. */
    public void end(Mono<Void> work) {
        orInterrupted(work).block();
    }

    /** Completes with the work, Ctrl-C or not: for the last note of something that was interrupted. */
    public void untilOver(Mono<Void> work) {
        work.block();
    }

    /** Hands each value to the consumer, one at a time; on Ctrl-C cancels and returns, see {@link Interruption}. */
    public <T> void each(Flux<T> work, Consumer<? super T> consumer) {
        work.takeUntilOther(interruption.asked()).doOnNext(consumer).then().block();
    }

    private <T> Mono<T> orInterrupted(Mono<T> work) {
        return work.materialize()
                .switchIfEmpty(Mono.never())
                .takeUntilOther(interruption.asked())
                .switchIfEmpty(Mono.error(() -> new InterruptedException("interrupted")))
                .dematerialize();
    }
}
