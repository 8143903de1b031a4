package org.alyxtransfer.benchmarks;

import java.time.Instant;
import java.util.Map;

/**
 * One checked run of one client.
 *
 * @param round counts from 1; the runs of one round followed each other directly
 * @param settings {@link Client#facts}
 */
record Measurement(
        Scenario scenario,
        String client,
        int round,
        Instant at,
        int files,
        long bytes,
        Usage usage,
        Map<String, String> settings) {
    private static final double MIB = 1024.0 * 1024;
    private static final double GIB = 1024 * MIB;

    double seconds() {
        return usage.seconds();
    }

    double mibPerSecond() {
        return bytes / MIB / usage.seconds();
    }

    double filesPerSecond() {
        return files / usage.seconds();
    }

    double clientCpuSecondsPerGib() {
        return usage.cpuSeconds() / (bytes / GIB);
    }

    double peakRssMib() {
        return usage.peakRssKib() / 1024.0;
    }
}
