package org.alyxtransfer.automation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;

/** A folder that nobody can look into by its whole path, not even root: it is longer than Linux takes. */
public final class TooDeep implements AutoCloseable {
    private static final String NAME = "x".repeat(250);

    private final Path root;
    private final Path parent;

    private TooDeep(Path root, Path parent) {
        this.root = root;
        this.parent = parent;
    }

    public static TooDeep in(Path folder) throws IOException {
        Path parent = folder.resolve(String.join("/", Collections.nCopies(15, NAME)));
        Files.createDirectories(parent);
        run(parent, "mkdir", "-p", NAME + "/" + NAME);
        return new TooDeep(folder.resolve(NAME), parent);
    }

    /** A folder above it that can be looked into. */
    public Path parent() {
        return parent;
    }

    @Override
    public void close() throws IOException {
        run(root.getParent(), "rm", "-rf", NAME);
    }

    private static void run(Path folder, String... command) throws IOException {
        Process process = new ProcessBuilder(List.of(command))
                .directory(folder.toFile())
                .inheritIO()
                .start();
        assertThat(process.onExit().join().exitValue()).isZero();
    }
}
