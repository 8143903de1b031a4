package org.alyxtransfer.sandbox.proxy;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The faults that are still to come, and how many bytes have been looked at; used by several event loops. */
final class Plans {
    private final Map<Direction, Long> seen = new EnumMap<>(Map.of(Direction.UP, 0L, Direction.DOWN, 0L));
    private final List<Fault> next = new ArrayList<>();
    private final List<Fault> always = new ArrayList<>();
    private long happened;

    /** A fault that is due in a piece of bytes, and how many bytes of the piece come before it. */
    record Hit(Fault fault, int offset) {}

    /** Once, counted from now over all connections. */
    synchronized void next(Fault fault) {
        long at = Math.addExact(seenSoFar(fault.direction()), fault.after());
        next.add(new Fault(fault.kind(), fault.direction(), at));
    }

    /** On each connection, counted from its beginning. */
    synchronized void always(Fault fault) {
        always.add(fault);
    }

    synchronized void clear() {
        next.clear();
        always.clear();
    }

    synchronized int pending() {
        return next.size();
    }

    synchronized long happened() {
        return happened;
    }

    /**
     * The first fault in a piece of a connection's bytes; null when there is none. Counts the bytes before it as seen,
     * and the one it happens at.
     */
    synchronized @Nullable Hit take(Direction direction, long position, int length) {
        Fault found = null;
        long offset = length;
        for (Fault fault : always) {
            long away = fault.after() - position;
            if (fault.direction() == direction && away >= 0 && away < offset) {
                found = fault;
                offset = away;
            }
        }
        long start = seenSoFar(direction);
        Iterator<Fault> planned = next.iterator();
        while (planned.hasNext()) {
            Fault fault = planned.next();
            long away = fault.after() - start;
            if (fault.direction() == direction && away >= 0 && away < offset) {
                found = fault;
                offset = away;
            }
        }
        if (found == null) {
            seen.put(direction, start + length);
            return null;
        }
        next.remove(found); // one of "always" is not in there
        seen.put(direction, start + offset + 1);
        happened++;
        return new Hit(found, Math.toIntExact(offset));
    }

    private long seenSoFar(Direction direction) {
        return seen.getOrDefault(direction, 0L);
    }
}
