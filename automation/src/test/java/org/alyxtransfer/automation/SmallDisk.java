package org.alyxtransfer.automation;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** A disk of 2 MiB, a tmpfs, that can be filled up; a test without the right to mount one is skipped. */
public final class SmallDisk implements AutoCloseable {
    private final Path at;

    private SmallDisk(Path at) {
        this.at = at;
    }

    public static SmallDisk at(Path folder) throws IOException {
        assumeTrue("root".equals(System.getProperty("user.name")), "SKIPPED: only root may mount a tmpfs");
        Files.createDirectories(folder);
        assumeTrue(
                isDone("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", folder.toString()),
                "SKIPPED: no tmpfs can be mounted here");
        return new SmallDisk(folder);
    }

    public void fill() throws IOException {
        byte[] page = new byte[4096];
        try {
            while (true) {
                Files.write(filler(), page, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            }
        } catch (IOException full) {
            if (Files.size(filler()) == 0) {
                throw full;
            }
        }
    }

    public void makeRoom() throws IOException {
        Files.delete(filler());
    }

    @Override
    public void close() throws IOException {
        isDone("umount", at.toString());
    }

    private Path filler() {
        return at.resolve("filler");
    }

    private static boolean isDone(String... command) throws IOException {
        try {
            return new ProcessBuilder(List.of(command))
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
