package org.alyxtransfer.cli.sandbox;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.alyxtransfer.cli.config.Privacy;

/** What a sandbox that runs in the background leaves on disk (mode 0600) for those who want to use or end it. */
public record SandboxRecord(long pid, long startedMillis, SandboxAccess access) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Of this process. */
    public static SandboxRecord ofThisProcess(SandboxAccess access) {
        ProcessHandle self = ProcessHandle.current();
        return new SandboxRecord(self.pid(), started(self), access);
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
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(found -> started(found) == startedMillis);
    }

    private static long started(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }
}
