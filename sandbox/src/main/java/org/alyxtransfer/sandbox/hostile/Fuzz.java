package org.alyxtransfer.sandbox.hostile;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Random;
import java.util.SplittableRandom;

/**
 * Numbered random cases: {@code -Dfuzz.seed} and {@code -Dfuzz.cases} repeat or lengthen a run, {@code -Dfuzz.case} runs
 * one alone. Each case has a random of its own, so that it can.
 */
public final class Fuzz {
    public static final long SEED = Long.getLong("fuzz.seed", 20_261_125L);

    private static final long ONLY = Long.getLong("fuzz.case", -1);
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** One case; whatever it throws is a finding. */
    @FunctionalInterface
    public interface Case {
        void run(Random random, int number) throws Exception;
    }

    private Fuzz() {}

    /** How many cases; a whole run's when nobody said. */
    public static int cases(int usual) {
        return Integer.getInteger("fuzz.cases", usual);
    }

    public static Random random(int number) {
        long mixed = new SplittableRandom(SEED * 1_000_003 + number).nextLong(); // neighbours would begin alike
        return new Random(mixed);
    }

    /**
     * Runs all cases on this thread.
     *
     * @return the most bytes that one case allocated on this thread
     */
    public static long each(String name, int cases, Case body) {
        long most = 0;
        int largest = -1;
        for (int i = 0; i < cases; i++) {
            if (ONLY >= 0 && i != ONLY) {
                continue;
            }
            long before = THREADS.getCurrentThreadAllocatedBytes();
            try {
                body.run(random(i), i);
            } catch (Throwable finding) { // a StackOverflowError or OutOfMemoryError is as bad
                throw new AssertionError(
                        name + ": -Dfuzz.seed=" + SEED + " -Dfuzz.case=" + i + ": " + finding, finding);
            }
            long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
            if (allocated > most) {
                most = allocated;
                largest = i;
            }
        }
        System.out.println(name + ": fuzz.seed=" + SEED + " fuzz.cases=" + cases + ", at most " + (most >> 10)
                + " KiB allocated by one, fuzz.case=" + largest);
        return most;
    }
}
