package org.alyxtransfer.sandbox.alyx;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.IntSupplier;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** A server's few workers: a request waits, without holding a thread, until one is free. First come, first served. */
final class Workers {
    private final IntSupplier count;
    private final Queue<Sinks.Empty<Void>> waiting = new ArrayDeque<>();
    private int busy;

    /** @param count how many there are; read anew for each request */
    Workers(IntSupplier count) {
        this.count = count;
    }

    <T> Mono<T> work(Mono<T> job) {
        return Mono.usingWhen(take(), worker -> job, worker -> give());
    }

    private Mono<Boolean> take() {
        return Mono.defer(() -> {
            Sinks.Empty<Void> turn = Sinks.empty();
            synchronized (waiting) {
                if (busy < count.getAsInt()) {
                    busy++;
                    turn.tryEmitEmpty();
                } else {
                    waiting.add(turn);
                }
            }
            return turn.asMono().thenReturn(true).doOnCancel(() -> forget(turn));
        });
    }

    private Mono<Void> give() {
        return Mono.fromRunnable(this::handOn);
    }

    private void handOn() {
        Sinks.Empty<Void> next;
        synchronized (waiting) {
            next = waiting.poll();
            if (next == null) {
                busy--;
            }
        }
        if (next != null) {
            next.tryEmitEmpty();
        }
    }

    /** A request given up before it saw its turn; a turn that came in that very moment goes to the next one. */
    private void forget(Sinks.Empty<Void> turn) {
        boolean hadNoTurn;
        synchronized (waiting) {
            hadNoTurn = waiting.remove(turn);
        }
        if (!hadNoTurn) {
            handOn();
        }
    }
}
