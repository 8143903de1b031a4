package org.alyxtransfer.storage.local;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A small or read-only disk, for who may mount one (root on Linux). */
final class Tmpfs implements AutoCloseable {
    private final Path at;

    private Tmpfs(Path at) {
        this.at = at;
    }

    /** Whether it could be mounted is told by {@link #isMounted}. */
    static Tmpfs mount(Path at, String options) throws IOException, InterruptedException {
        run(List.of("mount", "-t", "tmpfs", "-o", options, "tmpfs", at.toString()));
        return new Tmpfs(at);
    }

    boolean isMounted() throws IOException, InterruptedException {
        return run(List.of("mountpoint", "-q", at.toString()));
    }

    @Override
    public void close() throws IOException, InterruptedException {
        if (isMounted() && !run(List.of("umount", at.toString()))) {
            throw new IOException(at + " could not be unmounted");
        }
    }

    private static boolean run(List<String> command) throws IOException, InterruptedException {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) { // another operating system, or a container without these programs
            return false;
        }
    }
}
