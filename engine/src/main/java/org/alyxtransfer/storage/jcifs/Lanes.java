package org.alyxtransfer.storage.jcifs;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.jspecify.annotations.Nullable;

/**
 * The lanes of one storage, in slots: {@code lanes} for everyday work, one for leases (so that a stuck write never costs
 * a lease), one to read back what all the others wrote.
 *
 * <p>A slot connects when it is first needed and again when its lane has failed or grown old. Who waits for a connection
 * that fails gets that failure, instead of trying again one after the other.
 */
final class Lanes {
    private final JcifsSettings settings;
    private final Slot[] slots;
    private final Set<Lane> made = ConcurrentHashMap.newKeySet(); // the retired ones, too, which a lease may hold open
    private volatile boolean closed;

    Lanes(JcifsSettings settings) {
        this.settings = settings;
        this.slots = new Slot[settings.lanes() + 2];
        for (int i = 0; i < slots.length; i++) {
            slots[i] = new Slot(i);
        }
    }

    boolean isEveryday(int slot) {
        return slot < settings.lanes();
    }

    boolean isForLeases(int slot) {
        return slot == settings.lanes();
    }

    boolean isForReadBack(int slot) {
        return slot == settings.lanes() + 1;
    }

    boolean hasSeveral() {
        return settings.lanes() > 1;
    }

    /** A connected lane in an allowed slot; connects when it must, and blocks for it. Every lease of it ends in {@link #give}. */
    Lane take(IntPredicate allowed) {
        Slot slot = choose(allowed);
        slot.load.incrementAndGet();
        try {
            return slot.lane();
        } catch (RuntimeException | Error e) {
            slot.load.decrementAndGet();
            throw e;
        }
    }

    void give(Lane lane) {
        slots[lane.slot()].load.decrementAndGet();
        lane.leave();
    }

    /** Throws a lane away; later operations get a new one. */
    void discard(Lane lane) {
        slots[lane.slot()].forget(lane);
        Thread undertaker = new Thread(lane::kill, "smb-undertaker"); // may block on jcifs-ng's locks
        undertaker.setDaemon(true);
        undertaker.start();
    }

    /** Logs off everywhere; blocks. */
    void close() {
        closed = true;
        for (Slot slot : slots) {
            slot.close();
        }
        made.forEach(Lane::close);
    }

    private Slot choose(IntPredicate allowed) {
        Slot best = null;
        for (Slot slot : slots) {
            if (allowed.test(slot.number) && (best == null || slot.isBetterThan(best))) {
                best = slot;
            }
        }
        if (best == null) {
            throw new IllegalStateException("no lane may be used for this");
        }
        return best;
    }

    private Lane connect(int slot) {
        try {
            return Lane.open(slot, settings, LaneConfiguration.of(settings));
        } catch (IOException | RuntimeException e) {
            if (EncryptionCheck.isDemanded(settings, e)) {
                throw Failures.needsEncryption(settings.name(), e);
            }
            throw Failures.connecting(e, settings);
        }
    }

    private final class Slot {
        private final int number;
        private final AtomicInteger load = new AtomicInteger();
        private volatile @Nullable Lane lane;
        private @Nullable TransferException failure;
        private long failedNanos;

        Slot(int number) {
            this.number = number;
        }

        /** Idle and connected first, then not connected, then the least busy: few connections for little work. */
        boolean isBetterThan(Slot other) {
            int mine = load.get();
            int others = other.load.get();
            return mine != others ? mine < others : lane != null && other.lane == null;
        }

        /** Joins the lane, so that it stays until it is given back. */
        Lane lane() {
            long asked = System.nanoTime();
            synchronized (this) {
                return joined(asked);
            }
        }

        private Lane joined(long asked) {
            if (closed) {
                throw new TransferException(Kind.UNAVAILABLE, settings.name(), "this storage is closed");
            }
            Lane now = lane;
            if (now != null && now.isUsable() && !now.isOld(settings)) {
                now.join();
                return now;
            }
            if (now != null) {
                lane = null;
                now.retire();
            }
            TransferException earlier = failure;
            if (earlier != null && failedNanos - asked > 0) {
                throw new TransferException(earlier.kind(), earlier.where(), "as another operation just saw", earlier);
            }
            return connected();
        }

        private Lane connected() {
            try {
                Lane fresh = connect(number);
                failure = null;
                fresh.join();
                lane = fresh;
                made.removeIf(Lane::isClosed);
                made.add(fresh);
                return fresh;
            } catch (TransferException e) {
                failure = e;
                failedNanos = System.nanoTime();
                throw e;
            }
        }

        synchronized void forget(Lane gone) {
            if (lane == gone) {
                lane = null;
            }
        }

        /** Waits for a connection that is being made. */
        synchronized void close() {
            lane = null;
        }
    }
}
