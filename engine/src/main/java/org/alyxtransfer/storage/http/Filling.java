package org.alyxtransfer.storage.http;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import org.alyxtransfer.storage.Chunk;

/**
 * One attempt to fill a part of a chunk; holds the chunk until it ends.
 *
 * <p>Bytes come on an event loop while a cancel may come from anywhere: once {@link #end} has returned, nothing writes
 * to the chunk's memory any more.
 */
final class Filling {
    private final Chunk chunk;
    private final ByteBuffer free;
    private boolean ended;

    Filling(Chunk chunk, int from) {
        chunk.hold();
        this.chunk = chunk;
        this.free = chunk.bytes().position(from);
    }

    /** Copies what fits and leaves the rest in the buffer. */
    synchronized void put(ByteBuf bytes) {
        int some = Math.min(free.remaining(), bytes.readableBytes());
        if (!ended && some > 0) {
            int start = free.position();
            bytes.readBytes(free.duplicate().limit(start + some));
            free.position(start + some);
        }
    }

    synchronized int missing() {
        return free.remaining();
    }

    /** A second call does nothing. */
    void end() {
        synchronized (this) {
            if (ended) {
                return;
            }
            ended = true;
        }
        chunk.release(); // outside the lock: the memory may go straight to the next who waits for it
    }
}
