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
    private static final int LONGEST = 4095; // PATH_MAX, less the NUL at the end

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

    /** A folder of this name that nobody can look into, in one that can be looked into: {@link #parent}. */
    public static TooDeep named(String name, Path folder) throws IOException {
        StringBuilder parent = new StringBuilder(folder.resolve(NAME).toString());
        int length = LONGEST - name.length(); // a slash and the name make it longer than that
        while (parent.length() < length) {
            int room = length - parent.length() - 1;
            // never all of it but one character, which would leave none for a name
            parent.append('/').append("x".repeat(room <= NAME.length() ? room : Math.min(NAME.length(), room - 2)));
        }
        Path made = Path.of(parent.toString());
        Files.createDirectories(made);
        run(made, "mkdir", name);
        return new TooDeep(folder.resolve(NAME), made);
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
