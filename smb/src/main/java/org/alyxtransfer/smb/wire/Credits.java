package org.alyxtransfer.smb.wire;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * What the server allows to be in flight, and the message ids that go with it ([MS-SMB2] 3.2.4.1.2, 3.2.4.1.5).
 *
 * <p>Ids are handed out without gaps, first come, first served. Thread-safe; no callback runs under the lock.
 */
final class Credits {
    private static final int WANTED = 2_048; // 128 writes of 1 MiB; Samba allows 8,192

    private final Queue<Waiting> waiting = new ArrayDeque<>();
    private long nextId;
    private int available = 1; // for NEGOTIATE

    private record Waiting(Compound compound, int charge) {}

    /** A compound that may go now. */
    record Granted(Compound compound, long firstId, int ask) {}

    /** The grant, or null when the compound has to wait for {@link #granted}. */
    synchronized @Nullable Granted take(Compound compound, int charge) {
        if (waiting.isEmpty() && available >= charge) {
            return grant(compound, charge);
        }
        waiting.add(new Waiting(compound, charge));
        return null;
    }

    /** Adds what an answer granted; gives the compounds that may go now. */
    synchronized List<Granted> granted(int credits) {
        available += credits;
        if (waiting.isEmpty()) {
            return List.of();
        }
        List<Granted> ready = new ArrayList<>();
        for (Waiting next = waiting.peek(); next != null && next.charge <= available; next = waiting.peek()) {
            waiting.remove();
            ready.add(grant(next.compound, next.charge));
        }
        return ready;
    }

    /** Takes out all that wait. */
    synchronized List<Compound> drain() {
        List<Compound> all = waiting.stream().map(Waiting::compound).toList();
        waiting.clear();
        return all;
    }

    synchronized boolean isAnyWaiting() {
        return !waiting.isEmpty();
    }

    private Granted grant(Compound compound, int charge) {
        available -= charge;
        long first = nextId;
        nextId += charge;
        return new Granted(compound, first, charge + Math.max(0, Math.min(WANTED - available, 512)));
    }
}
