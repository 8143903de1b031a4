package org.alyxtransfer.smb.message;

import java.util.Arrays;
import java.util.Random;

/** Makes a broken message of an honest one, the same from the same random numbers. */
final class Mutation {
    private static final long[] EDGES = {
        0,
        1,
        2,
        7,
        8,
        12,
        63,
        64,
        65,
        72,
        80,
        0x7F,
        0x80,
        0xFF,
        0x7FFF,
        0x8000,
        0xFFFE,
        0xFFFF,
        0x1_0000,
        0x7FFF_FFFFL,
        0x8000_0000L,
        0xFFFF_FFF8L,
        0xFFFF_FFFFL
    };

    private Mutation() {}

    static byte[] of(byte[] honest, Random random) {
        byte[] bytes = honest.clone();
        int changes = 1 + random.nextInt(4);
        for (int i = 0; i < changes && bytes.length > 0; i++) {
            bytes = once(bytes, random);
        }
        return bytes;
    }

    private static byte[] once(byte[] bytes, Random random) {
        // most changes fall behind the header, which few decoders would get beyond if it were broken
        int from = random.nextInt(8) == 0 || bytes.length <= Header.BYTES ? 0 : Header.BYTES;
        int at = from + random.nextInt(bytes.length - from);
        switch (random.nextInt(8)) {
            case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> bytes[at] = (byte) random.nextInt();
            case 2 -> put(bytes, at & ~1, 2, EDGES[random.nextInt(EDGES.length)]);
            case 3 -> put(bytes, at & ~3, 4, EDGES[random.nextInt(EDGES.length)]);
            case 4 -> put(bytes, at & ~3, 4, bytes.length + random.nextInt(17) - 8);
            case 5 -> put(bytes, at & ~7, 8, random.nextLong());
            case 6 -> {
                return Arrays.copyOf(bytes, random.nextInt(4) == 0 ? random.nextInt(bytes.length) : at);
            }
            default -> {
                return Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(64));
            }
        }
        return bytes;
    }

    private static void put(byte[] bytes, int at, int count, long value) {
        for (int i = 0; i < count && at + i < bytes.length; i++) {
            bytes[at + i] = (byte) (value >>> (8 * i));
        }
    }
}
