package org.alyxtransfer.cli.sandbox;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.alyxtransfer.cli.config.Privacy;

/**
 * What a sandbox that runs in the background leaves on disk (mode 0600) for those who want to use or end it.
 *
 * @param started tells its process from a later one of the same id: ticks since this computer was started where {@code
 *     /proc} tells them, else milliseconds since 1970
 */
public record SandboxRecord(long pid, long started, SandboxAccess access) {
    private static final ObjectMapper JSON =
            new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES); // of other versions
    private static final int START_TIME = 22; // proc(5) counts the fields from 1

    /** Of this process. */
    public static SandboxRecord ofThisProcess(SandboxAccess access) {
        return of(ProcessHandle.current(), access);
    }

    static SandboxRecord of(ProcessHandle process, SandboxAccess access) {
        return new SandboxRecord(process.pid(), started(process), access);
    }

    /** Empty when there is none, or the process that wrote it is gone. */
    public static Optional<SandboxRecord> read(Path file) throws IOException {
        try {
            SandboxRecord found = JSON.readValue(Files.readAllBytes(file), SandboxRecord.class);
            return found.process().isPresent() ? Optional.of(found) : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    public void write(Path file) throws IOException {
        Privacy.write(file, JSON.writeValueAsString(this));
    }

    /** The process, unless another one has got its id meanwhile. */
    public Optional<ProcessHandle> process() {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(found -> started(found) == started);
    }

    /** Java computes a process's start from the clock's time, and gives another one when somebody has set the clock. */
    private static long started(ProcessHandle process) {
        try {
            return startTime(Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat")));
        } catch (IOException e) {
            return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
        }
    }

    static long startTime(String stat) {
        int close = stat.lastIndexOf(')'); // ends the second field, a name that may hold brackets and blanks itself
        return Long.parseLong(stat.substring(close + 2).split(" ")[START_TIME - 3]);
    }
}
