package org.alyxtransfer.plan;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Supplier;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/**
 * So many of something at once, across all sessions of a run; waiting parks no thread.
 *
 * <p>First come, first served.
 */
public final class Permits {
    private final Queue<MonoSink<Permits>> waiting = new ArrayDeque<>();
    private int free;

    public Permits(int permits) {
        if (permits < 1) {
            throw new IllegalArgumentException("at least one permit is needed, not " + permits);
        }
        this.free = permits;
    }

    /** Runs the work while a permit is held. */
    public <T> Flux<T> during(Supplier<? extends Publisher<T>> work) {
        return Flux.<T, Permits>usingWhen(acquire(), permit -> work.get(), permit -> release())
                .doOnDiscard(Permits.class, Permits::releaseNow); // granted to someone who had just been cancelled
    }

    /** Completes when a permit is free; {@link #release()} gives it back. */
    public Mono<Permits> acquire() {
        return Mono.create(sink -> {
            boolean granted;
            synchronized (this) {
                granted = free > 0;
                if (granted) {
                    free--;
                } else {
                    waiting.add(sink);
                }
            }
            if (granted) {
                sink.success(this);
            } else {
                sink.onCancel(() -> forget(sink));
            }
        });
    }

    public Mono<Void> release() {
        return Mono.fromRunnable(this::releaseNow);
    }

    private void releaseNow() {
        MonoSink<Permits> next;
        synchronized (this) {
            next = waiting.poll();
            if (next == null) {
                free++;
            }
        }
        if (next != null) {
            next.success(this);
        }
    }

    private synchronized void forget(MonoSink<Permits> sink) {
        waiting.remove(sink);
    }
}
