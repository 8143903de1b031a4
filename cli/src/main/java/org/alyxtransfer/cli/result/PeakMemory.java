package org.alyxtransfer.cli.result;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** The most memory that a process of this computer held at once, of its own user; Linux tells it, others don't. */
public final class PeakMemory {
    private static final String FROM_NOW_ON = "5"; // proc(5), clear_refs

    private PeakMemory() {}

    /** Begins anew with what the process holds now, where that is possible; else it is counted since its start. */
    public static void forget(long pid) {
        try {
            Files.writeString(file(pid, "clear_refs"), FROM_NOW_ON);
        } catch (IOException notThere) {
            // not Linux, or a kernel that was built without it
        }
    }

    public static OptionalLong kib(long pid) {
        try (Stream<String> lines = Files.lines(file(pid, "status"))) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst();
        } catch (IOException notThere) {
            return OptionalLong.empty();
        }
    }

    private static Path file(long pid, String name) {
        return Path.of("/proc", Long.toString(pid), name);
    }
}
