package org.alyxtransfer.smb.wire;

import java.nio.ByteBuffer;

/**
 * Memory for the bytes of one read or write, with room before them for the protocol's headers.
 *
 * <p>The client works on the bytes between {@link #hold()} and {@link #release()}, also after its subscriber has
 * cancelled. What it sends may be sealed in place; when sending fails, the bytes are as they were.
 */
public interface Payload {
    /** Room that {@link #withHeadroom} asks for: length prefix 4, TRANSFORM_HEADER 52, header 64, WRITE request 48. */
    int HEADROOM = 168;

    /** How many bytes are to be read or written. */
    int length();

    /** The bytes, position 0, limit {@link #length()}. */
    ByteBuffer bytes();

    /** The same bytes with {@link #HEADROOM} bytes before them. */
    ByteBuffer withHeadroom();

    void hold();

    void release();

    /** Memory that the caller keeps away from other uses by itself; the bytes are copied once. */
    static Payload copyOf(ByteBuffer bytes) {
        ByteBuffer memory = ByteBuffer.allocateDirect(HEADROOM + bytes.remaining());
        memory.position(HEADROOM).put(bytes.duplicate());
        return of(memory, bytes.remaining());
    }

    /** An empty payload for a read of so many bytes. */
    static Payload empty(int length) {
        return of(ByteBuffer.allocateDirect(HEADROOM + length), length);
    }

    /** An empty payload for a small read, in the JVM's own memory. */
    static Payload onHeap(int length) {
        return of(ByteBuffer.allocate(HEADROOM + length), length);
    }

    private static Payload of(ByteBuffer memory, int length) {
        return new Payload() {
            @Override
            public int length() {
                return length;
            }

            @Override
            public ByteBuffer bytes() {
                return memory.slice(HEADROOM, length);
            }

            @Override
            public ByteBuffer withHeadroom() {
                return memory.slice(0, HEADROOM + length);
            }

            @Override
            public void hold() {}

            @Override
            public void release() {}
        };
    }
}
