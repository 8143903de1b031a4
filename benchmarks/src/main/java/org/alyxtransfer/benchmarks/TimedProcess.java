package org.alyxtransfer.benchmarks;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.alyxtransfer.cli.result.CpuClock;

/** Runs commands one after the other and measures each, through GNU time ({@code /usr/bin/time}). */
final class TimedProcess {
    private static final Path TIME = Path.of("/usr/bin/time");
    private static final int TAIL = 2_000; // characters of output that help to see why a client failed

    private final Path scratch;
    private final Duration longest;

    /** @param longest after this a client is ended and its run fails */
    TimedProcess(Path scratch, Duration longest) {
        this.scratch = scratch;
        this.longest = longest;
    }

    /** How long a client may take. */
    Duration longest() {
        return longest;
    }

    /** Blocks. Fails with the end of the client's output when it does not end with status 0 in time. */
    Usage run(Command command) throws IOException {
        Path usage = scratch.resolve("usage.txt");
        Path output = scratch.resolve("output.txt");
        List<String> timed = new ArrayList<>(List.of(TIME.toString(), "-q", "-o", usage.toString(), "-f", "%U %S %M"));
        timed.addAll(command.arguments());
        ProcessBuilder builder = new ProcessBuilder(timed)
                .directory(command.workingFolder().toFile())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(output.toFile());
        builder.environment().putAll(command.environment());
        double busyBefore = CpuClock.busySeconds();
        long start = System.nanoTime();
        int status = end(builder.start());
        double seconds = (System.nanoTime() - start) / 1e9;
        double busy = CpuClock.busySeconds() - busyBefore;
        if (status != 0) {
            throw new IOException(
                    (status < 0 ? "no end within " + longest.toSeconds() + " s" : "ended with status " + status) + ": "
                            + command + "\n" + tail(output));
        }
        return parse(Files.readString(usage), seconds, busy);
    }

    private int end(Process process) throws InterruptedIOException {
        try {
            return process.waitFor(longest.toSeconds(), TimeUnit.SECONDS) ? process.exitValue() : -1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while a client ran");
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    /** Reads "user system peak" as GNU time writes them: seconds, seconds, KiB. */
    static Usage parse(String usage, double seconds, double busySeconds) {
        String[] fields = usage.strip().split("\\s+");
        double cpu = Double.parseDouble(fields[0]) + Double.parseDouble(fields[1]);
        return new Usage(seconds, cpu, Long.parseLong(fields[2]), Math.max(0, busySeconds - cpu));
    }

    private static String tail(Path output) throws IOException {
        String all = new String(Files.readAllBytes(output), StandardCharsets.UTF_8);
        return all.substring(Math.max(0, all.length() - TAIL)).strip();
    }
}
