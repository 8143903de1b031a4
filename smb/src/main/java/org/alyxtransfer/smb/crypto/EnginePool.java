package org.alyxtransfer.smb.crypto;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;

/**
 * A few idle engines, lent to one thread at a time without any lock.
 *
 * <p>If all are lent, another one is made; if there is no room for one that comes back, it is dropped. Not a thread
 * local: event loops, schedulers and short-lived workers all sign.
 */
final class EnginePool<E> {

    private static final int STRIDE =
            16; // one slot to a cache line, or two threads would keep taking it from each other
    private static final int SLOTS =
            Integer.highestOneBit(Math.max(4, Math.min(32, Runtime.getRuntime().availableProcessors() * 2)));

    private final AtomicReferenceArray<E> idle = new AtomicReferenceArray<>(SLOTS * STRIDE);
    private final Supplier<E> maker;

    EnginePool(Supplier<E> maker) {
        this.maker = maker;
    }

    E borrow() {
        int first = ownSlot();
        for (int step = 0; step < SLOTS; step++) {
            int slot = ((first + step) & (SLOTS - 1)) * STRIDE;
            E engine = idle.get(slot);
            if (engine != null && idle.compareAndSet(slot, engine, null)) {
                return engine;
            }
        }
        return maker.get();
    }

    void giveBack(E engine) {
        int first = ownSlot();
        for (int step = 0; step < SLOTS; step++) {
            int slot = ((first + step) & (SLOTS - 1)) * STRIDE;
            if (idle.get(slot) == null && idle.compareAndSet(slot, null, engine)) {
                return;
            }
        }
    }

    private static int ownSlot() {
        return (int) Thread.currentThread().getId() & (SLOTS - 1);
    }
}
