package org.alyxtransfer.storage;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/**
 * The memory of a whole process for file contents, in bytes: the sum over all chunks never exceeds it.
 *
 * <p>A file is admitted when one chunk of its own is free and keeps that chunk until its arena is closed, so that every
 * admitted file can go on; more chunks are lent while there are any. Files waiting for admission go before files that
 * want more. First come, first served within each.
 */
public final class MemoryBudget {
    private final long limit;
    private final Map<Shape, Queue<ByteBuffer>> spare = new HashMap<>();
    private final Queue<Waiting> admissions = new ArrayDeque<>();
    private final Queue<Arena> wantMore = new ArrayDeque<>();
    private long reserved;
    private long allocated;

    /** Memory of one kind and size, headroom included. */
    record Shape(int bytes, boolean direct) {}

    /** A file that waits for its admission. */
    private static final class Waiting {
        private final ArenaShape shape;
        private final MonoSink<Arena> sink;
        private @Nullable Arena granted; // guarded by the budget

        Waiting(ArenaShape shape, MonoSink<Arena> sink) {
            this.shape = shape;
            this.sink = sink;
        }
    }

    /**
     * How a destination wants its chunks.
     *
     * @param chunkBytes payload of one chunk
     * @param headroom bytes before the payload, for a protocol's headers
     * @param direct outside the Java heap
     * @param chunks the most chunks of one file in use at once
     */
    public record ArenaShape(int chunkBytes, int headroom, boolean direct, int chunks) {
        public ArenaShape {
            if (chunkBytes < 1 || headroom < 0 || chunks < 1) {
                throw new IllegalArgumentException("an arena needs at least one chunk of at least one byte");
            }
        }

        Shape memory() {
            return new Shape(chunkBytes + headroom, direct);
        }
    }

    public MemoryBudget(long limitBytes) {
        if (limitBytes < 1) {
            throw new IllegalArgumentException("the memory budget must be positive: " + limitBytes);
        }
        this.limit = limitBytes;
    }

    /**
     * Admits a file; waits while its first chunk is not free. Fails at once when one chunk alone is over the budget. The
     * caller closes the arena.
     */
    public Mono<Arena> admit(ArenaShape shape) {
        return Mono.create(sink -> {
            if (shape.memory().bytes() > limit) {
                sink.error(new IllegalArgumentException(
                        "a chunk of " + shape.memory().bytes() + " bytes is over the memory budget of " + limit));
                return;
            }
            Waiting waiting = new Waiting(shape, sink);
            synchronized (this) {
                admissions.add(waiting);
            }
            sink.onCancel(() -> forget(waiting));
            grant();
        });
    }

    /** Bytes lent or promised now. */
    public synchronized long reservedBytes() {
        return reserved;
    }

    /** The whole budget, in bytes. */
    public long limitBytes() {
        return limit;
    }

    /** Lends memory that was reserved. */
    ByteBuffer take(Shape shape) {
        synchronized (this) {
            Queue<ByteBuffer> fitting = spare.get(shape);
            ByteBuffer ready = fitting == null ? null : fitting.poll();
            if (ready != null) {
                return ready;
            }
            allocated += shape.bytes();
            dropSpareOver(limit);
        }
        try {
            return shape.direct() ? ByteBuffer.allocateDirect(shape.bytes()) : ByteBuffer.allocate(shape.bytes());
        } catch (OutOfMemoryError e) {
            synchronized (this) {
                allocated -= shape.bytes();
            }
            throw e;
        }
    }

    /** Memory that exists, lent or spare. */
    synchronized long allocatedBytes() {
        return allocated;
    }

    /** Kinds and sizes of memory that were used of late. */
    synchronized int shapes() {
        return spare.size();
    }

    synchronized void putBack(Shape shape, ByteBuffer memory) {
        spare.computeIfAbsent(shape, any -> new ArrayDeque<>()).add(memory);
    }

    void cancelReservation(long bytes) {
        if (bytes == 0) {
            return;
        }
        synchronized (this) {
            reserved -= bytes;
        }
        grant();
    }

    /** Whether files wait for admission, so that lent extra chunks should go back. */
    synchronized boolean isWantedByOthers() {
        return !admissions.isEmpty();
    }

    /** Reserves one more chunk now, or remembers that the arena wants one. */
    synchronized boolean reserveMore(Arena arena, int bytes) {
        if (admissions.isEmpty() && reserved + bytes <= limit) {
            reserved += bytes;
            return true;
        }
        if (!wantMore.contains(arena)) {
            wantMore.add(arena);
        }
        return false;
    }

    private void grant() {
        List<Runnable> granted = new ArrayList<>();
        synchronized (this) {
            for (Waiting next = admissions.peek(); next != null; next = admissions.peek()) {
                int bytes = next.shape.memory().bytes();
                if (reserved + bytes > limit) {
                    break;
                }
                admissions.remove();
                reserved += bytes;
                MonoSink<Arena> sink = next.sink;
                Arena arena = new Arena(this, next.shape);
                next.granted = arena;
                granted.add(() -> sink.success(arena));
            }
            if (admissions.isEmpty()) {
                List<Arena> retry = new ArrayList<>(wantMore);
                wantMore.clear();
                retry.forEach(arena -> granted.add(arena::serve));
            }
        }
        granted.forEach(Runnable::run);
    }

    /** Only for a cancel that was in time: what was granted meanwhile reaches nobody. */
    private void forget(Waiting waiting) {
        boolean waited;
        Arena lost;
        synchronized (this) {
            waited = admissions.remove(waiting);
            lost = waiting.granted;
        }
        if (lost != null) {
            lost.abandon();
        } else if (waited) {
            grant(); // it may have stood before smaller ones that fit
        }
    }

    /** Memory of a size that nobody uses any more would otherwise add up to more than the budget. */
    private void dropSpareOver(long bytes) {
        for (Map.Entry<Shape, Queue<ByteBuffer>> entry : spare.entrySet()) {
            while (allocated > bytes && !entry.getValue().isEmpty()) {
                entry.getValue().remove();
                allocated -= entry.getKey().bytes();
            }
        }
        spare.values().removeIf(Queue::isEmpty); // sizes may be as many as files
    }
}
