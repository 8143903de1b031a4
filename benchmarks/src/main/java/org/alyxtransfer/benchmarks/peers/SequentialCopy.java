package org.alyxtransfer.benchmarks.peers;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Copies a folder to a share; its words: library, folder, host, port, share, user, protection. */
public final class SequentialCopy {
    /** The environment variable with the share's password. */
    public static final String PASSWORD = "ALYX_TRANSFER_BENCH_PASSWORD";

    private SequentialCopy() {}

    public static void main(String[] words) throws IOException {
        Path source = Path.of(words[1]);
        Target.Address address = new Target.Address(
                words[2],
                Integer.parseInt(words[3]),
                words[4],
                words[5],
                Objects.requireNonNull(System.getenv(PASSWORD)),
                words[6].equals("signed"),
                words[6].equals("encrypted"));
        try (Target target = words[0].equals("smbj") ? SmbjTarget.connect(address) : JcifsTarget.connect(address);
                Stream<Path> found = Files.walk(source)) {
            List<Path> inOrder = found.sorted().toList();
            for (Path path : inOrder) {
                copy(path, source.relativize(path).toString().replace('\\', '/'), target);
            }
        }
        System.exit(0); // threads of the libraries go on otherwise
    }

    private static void copy(Path path, String name, Target target) throws IOException {
        if (name.isEmpty()) {
            return;
        }
        if (Files.isDirectory(path)) {
            target.makeFolder(name);
            return;
        }
        try (OutputStream out = target.create(name)) {
            Files.copy(path, out);
        }
    }
}
