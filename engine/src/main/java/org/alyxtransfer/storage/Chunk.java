package org.alyxtransfer.storage;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * The bytes of one range of a file, in memory that its destination owns.
 *
 * <p>Whoever works on the bytes ({@link #hold()}, {@link #release()}) keeps the memory from being used for anything else;
 * it goes back to its arena when the owner has given it back and the last operation on it has ended. Giving back twice,
 * or after the arena was closed, does nothing.
 */
public final class Chunk {
    private static final int OWNED = 1;
    private static final int OPERATION = 2;

    private final long offset;
    private final int length;
    private final int headroom;
    private final ByteBuffer memory;
    private final Consumer<Chunk> home;
    private final AtomicInteger holds = new AtomicInteger(OWNED);

    Chunk(long offset, int length, int headroom, ByteBuffer memory, Consumer<Chunk> home) {
        this.offset = offset;
        this.length = length;
        this.headroom = headroom;
        this.memory = memory;
        this.home = home;
    }

    /** Where in the file this range starts, in bytes. */
    public long offset() {
        return offset;
    }

    /** How many bytes the range has; may be 0 for an empty file. */
    public int length() {
        return length;
    }

    /** A view of the range's bytes, position 0, limit {@link #length()}; valid while the chunk is owned or held. */
    public ByteBuffer bytes() {
        return memory.slice(headroom, length);
    }

    /** A view that starts {@code bytes} before the range's first byte, for a protocol's headers. */
    public ByteBuffer bytesWithHeadroom(int bytes) {
        return memory.slice(headroom - bytes, length + bytes);
    }

    /** Starts an operation on the bytes; {@link #release()} ends it. */
    public void hold() {
        int before = holds.getAndUpdate(now -> now == 0 ? 0 : now + OPERATION);
        if (before == 0) {
            throw new IllegalStateException("the chunk at " + offset + " went back to its arena");
        }
    }

    /** Ends an operation on the bytes. */
    public void release() {
        goHomeWhenFree(holds.addAndGet(-OPERATION));
    }

    /** Ends the ownership of whoever was handed this chunk. */
    public void giveBack() {
        int before = holds.getAndUpdate(now -> now & ~OWNED);
        if ((before & OWNED) != 0) {
            goHomeWhenFree(before & ~OWNED);
        }
    }

    ByteBuffer memory() {
        return memory;
    }

    private void goHomeWhenFree(int now) {
        if (now == 0) {
            home.accept(this);
        }
    }
}
