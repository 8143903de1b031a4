package org.alyxtransfer.storage.jcifs;

import java.util.ArrayList;
import java.util.List;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/** Counts the operations on one file that have not truly ended. */
final class InFlight {
    private final List<MonoSink<Void>> waiting = new ArrayList<>();
    private int count;

    synchronized void enter() {
        count++;
    }

    void leave() {
        List<MonoSink<Void>> idle = List.of();
        synchronized (this) {
            count--;
            if (count == 0) {
                idle = new ArrayList<>(waiting);
                waiting.clear();
            }
        }
        idle.forEach(MonoSink::success);
    }

    /** Completes once none is left. */
    Mono<Void> none() {
        return Mono.create(sink -> {
            boolean idle;
            synchronized (this) {
                idle = count == 0;
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
