package org.alyxtransfer.benchmarks;

/**
 * What one run of a client cost.
 *
 * @param seconds wall clock, process start and end included
 * @param cpuSeconds user and system time of the client and all processes it waited for
 * @param peakRssKib of the largest of its processes (wait4's ru_maxrss), not their sum
 * @param otherCpuSeconds what everything else on the machine used meanwhile: the server, and whoever disturbs
 */
record Usage(double seconds, double cpuSeconds, long peakRssKib, double otherCpuSeconds, Insight insight) {
    /** Of a client that tells nothing by itself. */
    Usage(double seconds, double cpuSeconds, long peakRssKib, double otherCpuSeconds) {
        this(seconds, cpuSeconds, peakRssKib, otherCpuSeconds, Insight.NONE);
    }

    Usage telling(Insight other) {
        return new Usage(seconds, cpuSeconds, peakRssKib, otherCpuSeconds, other);
    }
}
