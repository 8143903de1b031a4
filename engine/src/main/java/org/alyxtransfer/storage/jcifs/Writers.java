package org.alyxtransfer.storage.jcifs;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntPredicate;
import org.alyxtransfer.dataset.FilePath;

/** Remembers which slot wrote a staged file, for the last few thousand, so that another one reads it back. */
final class Writers {
    private static final int REMEMBERED = 4_096;
    private static final int SEVERAL = -1;

    private final Map<FilePath, Integer> slots = new LinkedHashMap<>();

    synchronized void wrote(FilePath path, int slot) {
        slots.merge(path, slot, (known, now) -> known.equals(now) ? known : SEVERAL);
        if (slots.size() > REMEMBERED) {
            slots.remove(slots.keySet().iterator().next());
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
