package org.alyxtransfer.storage;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/**
 * The operations that run on an open file, also those whose subscriber has cancelled, so that closing can wait for them.
 *
 * <p>An adapter brackets each operation with {@link #begin()} and {@link #end()}.
 */
public final class InFlight {
    private final List<MonoSink<Void>> waiting = new ArrayList<>();
    private int running;
    private boolean closed;

    /** Whether the operation may start; false once closed. Who got true calls {@link #end()} once. */
    public synchronized boolean begin() {
        if (closed) {
            return false;
        }
        running++;
        return true;
    }

    /** Runs an operation that has ended when its {@code Mono} has; fails once closed. */
    public <T> Mono<T> during(Supplier<Mono<T>> operation) {
        return Mono.defer(() -> begin()
                ? Mono.defer(operation).doFinally(end -> end())
                : Mono.error(new IllegalStateException("the file was closed before it was used")));
    }

    public void end() {
        List<MonoSink<Void>> done = List.of();
        synchronized (this) {
            running--;
            if (running == 0 && closed) {
                done = new ArrayList<>(waiting);
                waiting.clear();
            }
        }
        done.forEach(MonoSink::success);
    }

    /** Lets no operation begin any more; completes when the last one has ended, at each call. */
    public Mono<Void> close() {
        return Mono.create(sink -> {
            boolean idle;
            synchronized (this) {
                closed = true;
                idle = running == 0;
                if (!idle) {
                    waiting.add(sink);
                }
            }
            if (idle) {
                sink.success();
            }
        });
    }
}
