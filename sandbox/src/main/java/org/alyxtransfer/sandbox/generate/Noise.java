package org.alyxtransfer.sandbox.generate;

import java.nio.charset.StandardCharsets;

/**
 * Numbers from a seed: the SplitMix64 sequence. Written out here since the JDK's generators don't promise the same
 * sequence in every release, and files must come out the same.
 */
final class Noise {
    private static final long GAMMA = 0x9E3779B97F4A7C15L; // the odd number nearest to 2^64 / golden ratio

    private long state;

    Noise(long seed) {
        this.state = seed;
    }

    /** The sequence of one thing among many that share a seed, told apart by their names. */
    static Noise of(long seed, String name) {
        long mixed = seed;
        for (byte letter : name.getBytes(StandardCharsets.UTF_8)) {
            mixed = mix(mixed + GAMMA + letter);
        }
        return new Noise(mixed);
    }

    long nextLong() {
        state += GAMMA;
        return mix(state);
    }

    /** From 0, included, to 1, not. */
    double nextDouble() {
        return (nextLong() >>> 11) * 0x1.0p-53;
    }

    /** From 0, included, to the bound, not. */
    int nextInt(int bound) {
        return (int) (nextDouble() * bound);
    }

    /** From the sum of twelve: mean 0, standard deviation 1, never beyond 6. */
    double nextGaussian() {
        double sum = -6;
        for (int i = 0; i < 12; i++) {
            sum += nextDouble();
        }
        return sum;
    }

    private static long mix(long z) {
        long a = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        long b = (a ^ (a >>> 27)) * 0x94D049BB133111EBL;
        return b ^ (b >>> 31);
    }
}
