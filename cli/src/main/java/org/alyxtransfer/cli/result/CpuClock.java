package org.alyxtransfer.cli.result;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** The CPU seconds that this machine has spent on anything since it was started, from Linux's {@code /proc/stat}. */
public final class CpuClock {
    private static final double TICKS_PER_SECOND = 100; // USER_HZ, which the kernel shows user space everywhere
    private static final int IDLE = 4;
    private static final int IO_WAIT = 5;
    private static final int STEAL = 8;
    private static final Pattern CORE = Pattern.compile("cpu\\d+ ");

    private CpuClock() {}

    /** Fails where there is no such file: only Linux has it. */
    public static double busySeconds() throws IOException {
        return busySeconds(Files.readString(Path.of("/proc/stat")));
    }

    /** The same; empty where the system does not tell, or tells of processors that this JVM may not use. */
    static Optional<Double> busy() {
        try {
            return busy(
                    Files.readString(Path.of("/proc/stat")),
                    Runtime.getRuntime().availableProcessors());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** In a container the file tells of the whole host, of which this JVM may use some cores. */
    static Optional<Double> busy(String stat, int cores) {
        long told = stat.lines().filter(line -> CORE.matcher(line).lookingAt()).count();
        return told == cores ? Optional.of(busySeconds(stat)) : Optional.empty();
    }

    /** Sums user, nice, system, irq and softirq of the first line; guest time is part of user already (proc(5)). */
    static double busySeconds(String stat) {
        String[] fields = stat.lines().findFirst().orElseThrow().trim().split("\\s+");
        long ticks = 0;
        for (int i = 1; i < Math.min(fields.length, STEAL); i++) {
            if (i != IDLE && i != IO_WAIT) {
                ticks += Long.parseLong(fields[i]);
            }
        }
        return ticks / TICKS_PER_SECOND;
    }
}
