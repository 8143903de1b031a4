package org.alyxtransfer.cli.secrets;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.locks.LockSupport;

/** Reads the command lines of all processes of this computer again and again, as any of its users could. */
final class ArgumentWatch implements AutoCloseable {
    private final Set<String> seen = new ConcurrentSkipListSet<>();
    private final Thread watcher = new Thread(this::watch, "argument-watch");
    private volatile boolean over;

    private ArgumentWatch() {
        watcher.setDaemon(true);
        watcher.start();
    }

    static ArgumentWatch start() {
        return new ArgumentWatch();
    }

    /** Every command line that was there at some moment. */
    Set<String> seen() {
        return seen;
    }

    @Override
    public void close() throws InterruptedException {
        over = true;
        watcher.join();
    }

    private void watch() {
        while (!over) {
            try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
                processes.forEach(process -> look(process.resolve("cmdline")));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
            LockSupport.parkNanos(500_000);
        }
    }

    private void look(Path arguments) {
        try {
            seen.add(new String(Files.readAllBytes(arguments), StandardCharsets.UTF_8).replace('\0', ' '));
        } catch (IOException e) {
            // it has ended meanwhile
        }
    }
}
