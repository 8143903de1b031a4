package org.alyxtransfer.storage.smb;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
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

    /** The slot that wrote it; empty when nobody knows. */
    synchronized OptionalInt of(FilePath path) {
        Integer slot = slots.get(path);
        return slot == null ? OptionalInt.empty() : OptionalInt.of(slot);
    }
}
