package org.alyxtransfer.sandbox.alyx;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** Counts each caller's requests of the last minute. */
final class Throttle {
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final LongSupplier nanos;
    private final Map<String, Deque<Long>> history = new HashMap<>();

    /** @param nanos a clock such as {@link System#nanoTime()} */
    Throttle(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** Refuses a request over the limit, saying when to come again; 0 is no limit. */
    synchronized void admit(String caller, int limit) {
        if (limit <= 0) {
            history.clear();
            return;
        }
        long now = nanos.getAsLong();
        Deque<Long> times = history.computeIfAbsent(caller, name -> new ArrayDeque<>());
        while (!times.isEmpty() && now - times.getFirst() >= MINUTE) {
            times.removeFirst();
        }
        if (times.size() < limit) {
            times.addLast(now);
            return;
        }
        long seconds = (MINUTE - (now - times.getFirst()) + SECOND - 1) / SECOND;
        throw new Refusal(refused(seconds));
    }

    static Answer refused(long seconds) {
        String detail =
                "Request was throttled. Expected available in %d second%s.".formatted(seconds, seconds == 1 ? "" : "s");
        return Answer.detail(429, detail).with("Retry-After", Long.toString(seconds));
    }
}
