package org.alyxtransfer.register;

import java.time.Duration;

/**
 * How many files go into one request: fewer when the server takes long, more when it is quick.
 *
 * <p>A default server is killed at 30 s a request and takes about 0.09 s a file (contract.md section 5), so 250 files are
 * never exceeded and an answer after 12 s halves the size. Shared by all sessions of a run.
 */
final class BatchSize {
    private static final int FIRST = 50;
    private static final int MOST = 250;
    private static final int LEAST = 5;
    private static final Duration SLOW = Duration.ofSeconds(12);
    private static final Duration QUICK = Duration.ofSeconds(4);

    private int size = FIRST;

    synchronized int now() {
        return size;
    }

    /** Learns from an answer to a batch of so many files. */
    synchronized void answered(int files, Duration took) {
        if (took.compareTo(SLOW) > 0) {
            size = Math.max(LEAST, Math.min(size, files) / 2);
        } else if (took.compareTo(QUICK) < 0 && files >= size) {
            size = Math.min(MOST, size + size / 2);
        }
    }

    /** Learns from a batch whose answer never came. */
    synchronized void lost(int files) {
        size = Math.max(LEAST, Math.min(size, files) / 2);
    }
}
