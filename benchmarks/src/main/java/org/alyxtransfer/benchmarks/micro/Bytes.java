package org.alyxtransfer.benchmarks.micro;

import java.nio.ByteBuffer;
import java.util.Random;

/** What the benchmarks work on. */
final class Bytes {
    static final int MIB = 1 << 20;
    private static final long SEED = 1;

    private Bytes() {}

    /** 1 MiB at random, in direct memory, as chunks of files are. */
    static ByteBuffer chunk() {
        return random(MIB);
    }

    static ByteBuffer random(int bytes) {
        byte[] content = new byte[bytes];
        new Random(SEED).nextBytes(content);
        return ByteBuffer.allocateDirect(bytes).put(content).flip();
    }
}
