package org.alyxtransfer.plan;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/**
 * So many of something at once, across all sessions of a run; waiting parks no thread.
 *
 * <p>First come, first served. Their number may change while they are in use.
 */
public final class Permits {
    private final Queue<Ticket> waiting = new ArrayDeque<>();
    private final Queue<Ticket> granted = new ArrayDeque<>();
    private boolean telling;
    private int total;
    private int free; // negative while more are held than there are since the last change

    public Permits(int permits) {
        this.total = atLeastOne(permits);
        this.free = permits;
    }

    private static int atLeastOne(int permits) {
        if (permits < 1) {
            throw new IllegalArgumentException("at least one permit is needed, not " + permits);
        }
        return permits;
    }

    /** From now on there are so many; who holds one keeps it, and newcomers wait until enough are back. */
    public void resize(int permits) {
        synchronized (this) {
            free += atLeastOne(permits) - total;
            total = permits;
            grant();
        }
        tell();
    }

    /** Whether all are held. */
    public synchronized boolean exhausted() {
        return free <= 0;
    }

    /** Under the lock. */
    private void grant() {
        while (free > 0 && !waiting.isEmpty()) {
            free--;
            Ticket next = waiting.remove();
            next.granted = true;
            granted.add(next);
        }
    }

    /**
     * One after the other and by one thread: work that ends at once gives its permit back while it is being told, and
     * thousands of such would fill the stack.
     */
    private void tell() {
        synchronized (this) {
            if (telling) {
                return;
            }
            telling = true;
        }
        for (Ticket next = nextToTell(); next != null; next = nextToTell()) {
            next.sink.success(this);
        }
    }

    private synchronized @Nullable Ticket nextToTell() {
        Ticket next = granted.poll();
        telling = next != null;
        return next;
    }

    /** Somebody's turn; {@code granted} is guarded by the permits' lock. */
    private static final class Ticket {
        private final MonoSink<Permits> sink;
        private boolean granted;

        private Ticket(MonoSink<Permits> sink) {
            this.sink = sink;
        }
    }

    /** Runs the work while a permit is held. */
    public <T> Flux<T> during(Supplier<? extends Publisher<T>> work) {
        return Flux.usingWhen(acquire(), permit -> work.get(), permit -> release());
    }

    /** Completes when a permit is free; {@link #release()} gives it back. */
    public Mono<Permits> acquire() {
        return Mono.create(sink -> {
            Ticket ticket = new Ticket(sink);
            boolean now;
            synchronized (this) {
                now = free > 0;
                if (now) {
                    free--;
                    ticket.granted = true;
                } else {
                    waiting.add(ticket);
                }
            }
            sink.onCancel(() -> giveUp(ticket)); // runs only when the permit has not reached its subscriber
            if (now) {
                sink.success(this);
            }
        });
    }

    public Mono<Void> release() {
        return Mono.fromRunnable(this::releaseNow);
    }

    private void releaseNow() {
        synchronized (this) {
            free++;
            grant();
        }
        tell();
    }

    private void giveUp(Ticket ticket) {
        boolean lost;
        synchronized (this) {
            lost = ticket.granted;
            if (!lost) {
                waiting.remove(ticket);
            }
        }
        if (lost) {
            releaseNow();
        }
    }
}
