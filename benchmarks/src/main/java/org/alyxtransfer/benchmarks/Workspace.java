package org.alyxtransfer.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Stream;

/** A folder in memory for source and target, private to this user; gone when closed, or when the JVM ends. */
final class Workspace implements AutoCloseable {
    private static final long SPARE = 1L << 30; // for the clients, the server and whoever else is on the machine

    private final Path root;
    private final Thread atExit;

    private Workspace(Path root) {
        this.root = root;
        this.atExit = new Thread(this::removeQuietly, "benchmarks-workspace-exit");
    }

    static Workspace create(Path parent) throws IOException {
        var workspace = new Workspace(Files.createTempDirectory(parent, "alyx-transfer-bench-"));
        Runtime.getRuntime().addShutdownHook(workspace.atExit);
        return workspace;
    }

    /** A folder of this name, empty. */
    Path emptyFolder(String name) throws IOException {
        Path folder = root.resolve(name);
        remove(folder);
        return Files.createDirectories(folder);
    }

    /** Keeps so many bytes of memory from the host until they are wanted; none where the folder is on a disk. */
    Ballast ballast(long bytes) throws IOException {
        boolean isInMemory = Files.getFileStore(root).type().equals("tmpfs");
        return Ballast.fill(root.resolve("ballast"), isInMemory ? bytes : 0);
    }

    /** Fails when source and target would not both fit, with words for the one who chose the sizes. */
    void requireRoomFor(FileSet files) throws IOException {
        long needed = 2 * files.bytes() + SPARE;
        long free = Math.min(
                Files.getFileStore(root).getUsableSpace(),
                MemInfo.bytes("MemAvailable").orElse(Long.MAX_VALUE));
        if (free < needed) {
            throw new IOException(String.format(
                    Locale.ROOT,
                    "%s needs %.1f GiB in %s and there are %.1f GiB: choose smaller sizes (--%s) or another --folder",
                    files,
                    gib(needed),
                    root.getParent(),
                    gib(free),
                    files.name()));
        }
    }

    private static double gib(long bytes) {
        return bytes / (double) (1L << 30);
    }

    private static void remove(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }

    private void removeQuietly() {
        try {
            remove(root);
        } catch (IOException | UncheckedIOException e) {
            System.err.println("Left behind, please delete: " + root);
        }
    }

    @Override
    public void close() throws IOException {
        remove(root);
        Runtime.getRuntime().removeShutdownHook(atExit);
    }
}
