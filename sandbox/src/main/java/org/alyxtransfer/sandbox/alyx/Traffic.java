package org.alyxtransfer.sandbox.alyx;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Counts what arrived, for tests to look at. */
final class Traffic {
    private final Map<String, LongAdder> requests = new ConcurrentHashMap<>();
    private final Map<String, Integer> inFlight = new ConcurrentHashMap<>();
    private final Map<String, Integer> mostInFlight = new ConcurrentHashMap<>();

    void arrived(String request) {
        requests.computeIfAbsent(request, name -> new LongAdder()).increment();
    }

    Map<String, Long> requests() {
        Map<String, Long> counts = new TreeMap<>();
        requests.forEach((request, count) -> counts.put(request, count.sum()));
        return counts;
    }

    /** Counts a register-file request of a path as long as it is worked on, whether or not its client still waits. */
    Mono<Answer> watchingRegistration(@Nullable String path, Mono<Answer> work) {
        String session = path == null ? "" : AlyxPath.normal(path);
        return Mono.defer(() -> {
            int now = inFlight.merge(session, 1, Integer::sum);
            mostInFlight.merge(session, now, Math::max);
            AtomicBoolean ended = new AtomicBoolean();
            Runnable end = () -> {
                if (ended.compareAndSet(false, true)) {
                    inFlight.merge(session, -1, Integer::sum);
                }
            };
            return work.doOnTerminate(end) // before the answer leaves: its reader may send the next at once
                    .doOnCancel(end);
        });
    }

    int registrationsInFlight() {
        return inFlight.values().stream().mapToInt(Integer::intValue).sum();
    }

    int mostRegistrationsAtOnce(String path) {
        return mostInFlight.getOrDefault(path, 0);
    }
}
