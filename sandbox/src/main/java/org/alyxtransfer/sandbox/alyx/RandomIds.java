package org.alyxtransfer.sandbox.alyx;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Random ids of version 4, made without {@code SecureRandom}: that one reads a file, and turns must not wait. */
final class RandomIds {
    private static final long VERSION_4 = 0x4000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private RandomIds() {}

    static String next() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        long high = (random.nextLong() & ~0xF000L) | VERSION_4;
        long low = (random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | VARIANT;
        return new UUID(high, low).toString();
    }
}
