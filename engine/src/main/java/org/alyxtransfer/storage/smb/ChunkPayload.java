package org.alyxtransfer.storage.smb;

import java.nio.ByteBuffer;
import org.alyxtransfer.smb.wire.Payload;
import org.alyxtransfer.storage.Chunk;
import org.alyxtransfer.storage.InFlight;

/** A chunk, or the rest of one, lent to the SMB client; an operation on it counts as in flight until its end. */
final class ChunkPayload implements Payload {
    private final Chunk chunk;
    private final int from;
    private final InFlight inFlight;
    private volatile boolean counted;

    ChunkPayload(Chunk chunk, int from, InFlight inFlight) {
        this.chunk = chunk;
        this.from = from;
        this.inFlight = inFlight;
    }

    @Override
    public int length() {
        return chunk.length() - from;
    }

    @Override
    public ByteBuffer bytes() {
        return chunk.bytes().slice(from, length());
    }

    @Override
    public ByteBuffer withHeadroom() {
        return chunk.bytesWithHeadroom(HEADROOM);
    }

    @Override
    public void hold() {
        chunk.hold();
        counted = inFlight.begin();
    }

    @Override
    public void release() {
        chunk.release();
        if (counted) {
            inFlight.end();
        }
    }
}
