package org.alyxtransfer.alyx;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/** Lets a limited number of operations run at once; the others wait in order of arrival, without a thread. */
final class Turnstile {
    private final Deque<Pass> waiting = new ArrayDeque<>();
    private int free;

    Turnstile(int atOnce) {
        this.free = atOnce;
    }

    <T> Mono<T> through(Mono<T> operation) {
        return Mono.usingWhen(
                pass(),
                pass -> operation,
                pass -> Mono.fromRunnable(pass::end),
                (pass, failure) -> Mono.fromRunnable(pass::end),
                pass -> Mono.fromRunnable(pass::end));
    }

    private Mono<Pass> pass() {
        return Mono.<Pass>create(sink -> {
                    Pass pass = new Pass(sink);
                    sink.onCancel(pass::end);
                    arrive(pass);
                })
                .doOnDiscard(Pass.class, Pass::end);
    }

    private void arrive(Pass pass) {
        synchronized (waiting) {
            if (free == 0) {
                waiting.add(pass);
                return;
            }
            free--;
        }
        pass.begin();
    }

    private void leave() {
        @Nullable Pass next;
        synchronized (waiting) {
            next = waiting.poll();
            if (next == null) {
                free++;
            }
        }
        if (next != null) {
            next.begin();
        }
    }

    private enum State {
        WAITING,
        INSIDE,
        OVER
    }

    private final class Pass {
        private final MonoSink<Pass> sink;
        private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);

        Pass(MonoSink<Pass> sink) {
            this.sink = sink;
        }

        void begin() {
            if (state.compareAndSet(State.WAITING, State.INSIDE)) {
                sink.success(this);
            } else {
                leave(); // cancelled while it waited: on to the next
            }
        }

        void end() {
            if (state.getAndSet(State.OVER) == State.INSIDE) {
                leave();
            }
        }
    }
}
