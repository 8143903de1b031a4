package org.alyxtransfer.smb.wire;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;

/** A payload that says whether it is held. */
record Counted(Payload payload, AtomicInteger held) implements Payload {
    @Override
    public int length() {
        return payload.length();
    }

    @Override
    public ByteBuffer bytes() {
        return payload.bytes();
    }

    @Override
    public ByteBuffer withHeadroom() {
        return payload.withHeadroom();
    }

    @Override
    public void hold() {
        held.incrementAndGet();
    }

    @Override
    public void release() {
        held.decrementAndGet();
    }
}
