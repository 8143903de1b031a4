package org.alyxtransfer.storage.http;

import java.util.function.Supplier;
import org.alyxtransfer.storage.Chunk;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Counts the reads of one file, so that closing it can wait for them. */
final class ReadsInFlight {
    private final Sinks.Empty<Void> ended = Sinks.empty();
    private int running;
    private boolean closed;

    /** Runs a read; fails once the file is closed. */
    Mono<Chunk> count(Supplier<Mono<Chunk>> read) {
        return Mono.defer(() -> {
            if (!enter()) {
                return Mono.error(new IllegalStateException("the file was closed before it was read"));
            }
            return read.get().doFinally(end -> leave());
        });
    }

    /** Lets no more reads begin; completes when none is left. */
    Mono<Void> close() {
        return Mono.defer(() -> {
            synchronized (this) {
                closed = true;
                if (running > 0) {
                    return ended.asMono();
                }
            }
            return Mono.empty();
        });
    }

    private synchronized boolean enter() {
        if (!closed) {
            running++;
        }
        return !closed;
    }

    private void leave() {
        boolean last;
        synchronized (this) {
            running--;
            last = closed && running == 0;
        }
        if (last) {
            ended.tryEmitEmpty();
        }
    }
}
