package org.alyxtransfer.storage.jcifs;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntPredicate;
import org.alyxtransfer.dataset.FilePath;

/** Remembers which slot wrote a staged file, and its time, for the last few thousand: for who reads it back or publishes it. */
final class Writers {
    private static final int REMEMBERED = 4_096;
    private static final int SEVERAL = -1;

    private static final long COARSEST_MILLIS = 2_000; // FAT keeps every other second of a last change

    private final Map<FilePath, Integer> slots = new LinkedHashMap<>();
    private final Map<FilePath, Long> times = new LinkedHashMap<>();

    synchronized void wrote(FilePath path, int slot) {
        slots.merge(path, slot, (known, now) -> known.equals(now) ? known : SEVERAL);
        forgetOldest(slots);
    }

    /** @param modifiedMillis the time that the share showed when it was closed, in milliseconds since 1970 */
    synchronized void closed(FilePath path, long modifiedMillis) {
        times.put(path, modifiedMillis);
        forgetOldest(times);
    }

    /** Whether it may be the file that was closed; false only when it was closed here with another time. */
    synchronized boolean mayBeOf(FilePath path, long modifiedMillis) {
        Long known = times.get(path);
        return known == null || Math.abs(known - modifiedMillis) <= COARSEST_MILLIS;
    }

    private static void forgetOldest(Map<FilePath, ?> remembered) {
        if (remembered.size() > REMEMBERED) {
            remembered.remove(remembered.keySet().iterator().next());
        }
    }

    /** Slots that did not write it; the one kept for reading back when several did, or nobody knows. */
    synchronized IntPredicate others(FilePath path, Lanes lanes) {
        int writer = slots.getOrDefault(path, SEVERAL);
        if (writer == SEVERAL || !lanes.hasSeveral()) {
            return lanes::isForReadBack;
        }
        return slot -> lanes.isEveryday(slot) && slot != writer;
    }
}
