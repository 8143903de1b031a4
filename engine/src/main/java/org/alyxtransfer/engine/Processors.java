package org.alyxtransfer.engine;

import java.lang.management.ManagementFactory;

/**
 * What the processors do.
 *
 * @param load of all of them since the last look, 0 … 1; NaN where nobody knows
 * @param ownSeconds of their time that this process has had since its start; NaN where nobody knows
 */
record Processors(double load, double ownSeconds) {
    /** Blocks, as it reads a file. */
    static Processors look() {
        if (ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system) {
            long own = system.getProcessCpuTime(); // nanoseconds, in steps of some milliseconds
            return new Processors(system.getCpuLoad(), own < 0 ? Double.NaN : own / 1e9);
        }
        return new Processors(Double.NaN, Double.NaN);
    }
}
