package org.alyxtransfer.storage.smb;

import java.util.LinkedHashMap;
import java.util.Map;
import org.alyxtransfer.dataset.FilePath;

/** Which connection wrote a file, so that another one can look at it. Remembers the last few thousand. */
final class Writers {
    private static final int REMEMBERED = 4_096;

    private final Map<FilePath, Integer> slots = new LinkedHashMap<>();

    synchronized void wrote(FilePath path, int slot) {
        slots.put(path, slot);
        if (slots.size() > REMEMBERED) {
            slots.remove(slots.keySet().iterator().next());
        }
    }

    /** The slot that wrote it; the other one when nobody knows. */
    synchronized int of(FilePath path, int other) {
        return slots.getOrDefault(path, other);
    }
}
