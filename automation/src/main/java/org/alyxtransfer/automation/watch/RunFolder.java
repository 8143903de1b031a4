package org.alyxtransfer.automation.watch;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * Where a run has its files: {@code input} (fetched for it alone, so that the command may do to it what it likes),
 * {@code output}, and the logs. All methods that do something block.
 */
record RunFolder(Path folder) {
    private static final int SHOWN = 64 << 10; // bytes of what was printed that go into a report

    static RunFolder of(Path runs, String rule, String session, String run) {
        return new RunFolder(runs.resolve(rule).resolve(session.replaceAll("[^A-Za-z0-9._-]", "_") + "_" + run));
    }

    Path input() {
        return folder.resolve("input");
    }

    Path output() {
        return folder.resolve("output");
    }

    Path stdout() {
        return folder.resolve("stdout.log");
    }

    Path stderr() {
        return folder.resolve("stderr.log");
    }

    /** Clears what an earlier attempt left in the output folder; what it fetched is compared, not trusted. */
    void begin() throws IOException {
        delete(output());
        Files.createDirectories(input());
        Files.createDirectories(output());
    }

    void removeInput() throws IOException {
        delete(input());
    }

    /** The end of what was printed; "" where nothing was. */
    static String end(Path log) throws IOException {
        if (!Files.exists(log)) {
            return "";
        }
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            byte[] bytes = new byte[(int) Math.min(SHOWN, file.length())];
            file.seek(file.length() - bytes.length);
            file.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, java.io.IOException failure) throws IOException {
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
