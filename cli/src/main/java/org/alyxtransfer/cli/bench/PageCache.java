package org.alyxtransfer.cli.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** This computer's memory of its files: what was just written or read would come from there, not from the disk. */
final class PageCache {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private PageCache() {}

    /**
     * Lets the kernel forget the files, which have to be on the disk already; blocks. Java cannot ask for it, GNU's {@code dd}
     * can, and needs no rights but to read.
     *
     * @return whether it was asked for all of them; elsewhere than on Linux never
     */
    static boolean forget(List<Path> files) {
        int cores = Runtime.getRuntime().availableProcessors();
        List<String> words = List.of(
                "xargs",
                "-0",
                "-r",
                "-P",
                Integer.toString(cores),
                "-I",
                "{}",
                "dd",
                "if={}",
                "iflag=nocache",
                "count=0",
                "status=none");
        try {
            Process process = new ProcessBuilder(words)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try {
                tell(process, files);
                return process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) && process.exitValue() == 0;
            } finally {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void tell(Process process, List<Path> files) throws IOException {
        try (OutputStream names = new BufferedOutputStream(process.getOutputStream())) {
            for (Path file : files) {
                names.write(file.toAbsolutePath().toString().getBytes(StandardCharsets.UTF_8));
                names.write(0);
            }
        }
    }
}
