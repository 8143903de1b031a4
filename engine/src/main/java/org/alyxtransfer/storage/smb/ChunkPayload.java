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

    /** Fails once the file is closed or discarded: nobody would wait for the operation. */
    @Override
    public void hold() {
        if (!inFlight.begin()) {
            throw new IllegalStateException("the file is closed; nothing at offset " + chunk.offset() + " was sent");
        }
        try {
            chunk.hold();
        } catch (IllegalStateException e) {
            inFlight.end();
            throw e;
        }
    }

    @Override
    public void release() {
        chunk.release();
        inFlight.end();
    }
}
