package org.alyxtransfer.cli.result;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What this JVM and the rest of the machine used during a run.
 *
 * @param cpuSeconds user and system time of this JVM
 * @param otherCpuSeconds that of everybody else; null where the system does not tell
 * @param peakRssMib the most memory that this JVM held; null where the system does not tell
 */
public record ClientUsage(
        double seconds,
        double cpuSeconds,
        @Nullable Double otherCpuSeconds,
        @Nullable Double peakRssMib,
        Pauses gc) {
    private static final double KIB_PER_MIB = 1024;

    /** The beginning of a run. */
    public static final class Start {
        private final long nanos = System.nanoTime();
        private final double cpu = cpuSecondsSoFar();
        private final Optional<Double> busy = CpuClock.busy();
        private final Pauses pauses = Pauses.soFar();

        public Start() {
            PeakMemory.forget(ProcessHandle.current().pid());
        }

        /** What was used since. */
        public ClientUsage end() {
            double seconds = (System.nanoTime() - nanos) / 1e9;
            double own = cpuSecondsSoFar() - cpu;
            Optional<Double> others =
                    busy.flatMap(before -> CpuClock.busy().map(after -> Rounded.of(Math.max(0, after - before - own))));
            return new ClientUsage(
                    seconds,
                    Rounded.of(own),
                    others.orElse(null),
                    peakMib(),
                    Pauses.soFar().since(pauses));
        }
    }

    /** Seconds of processor time that this JVM has used so far. */
    public static double cpuSecondsSoFar() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean known
                ? known.getProcessCpuTime() / 1e9
                : 0;
    }

    /** How busy this JVM kept the processors, from 0 to 1. */
    public double clientLoad(int cores) {
        return cpuSeconds / (seconds * cores);
    }

    /** How busy the processors were; null where the system does not tell. */
    public @Nullable Double machineLoad(int cores) {
        return otherCpuSeconds == null ? null : (cpuSeconds + otherCpuSeconds) / (seconds * cores);
    }

    private static @Nullable Double peakMib() {
        OptionalLong kib = PeakMemory.kib(ProcessHandle.current().pid());
        return kib.isEmpty() ? null : Rounded.of(kib.getAsLong() / KIB_PER_MIB);
    }
}
