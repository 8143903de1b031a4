package org.alyxtransfer.benchmarks.peers;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.alyxtransfer.cli.result.FileTimes;
import org.alyxtransfer.cli.result.Pauses;

/** Copies a folder to a share; its words: library, folder, host, port, share, user, protection. */
public final class SequentialCopy {
    /** The environment variable with the share's password. */
    public static final String PASSWORD = "ALYX_TRANSFER_BENCH_PASSWORD";

    /** The environment variable with the name of a file for what only this JVM can tell: pauses and times of files, as JSON. */
    public static final String INSIGHT = "ALYX_TRANSFER_BENCH_INSIGHT";

    private static final long LONGEST_MICROS = 3_600_000_000L;
    private static final int DIGITS = 3;

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
        Histogram micros = new Histogram(LONGEST_MICROS, DIGITS);
        try (Target target = words[0].equals("smbj") ? SmbjTarget.connect(address) : JcifsTarget.connect(address);
                Stream<Path> found = Files.walk(source)) {
            List<Path> inOrder = found.sorted().toList();
            for (Path path : inOrder) {
                copy(path, source.relativize(path).toString().replace('\\', '/'), target, micros);
            }
        }
        Files.writeString(
                Path.of(Objects.requireNonNull(System.getenv(INSIGHT))),
                new JsonMapper()
                        .writeValueAsString(Map.of("gc", Pauses.soFar(), "fileMillis", FileTimes.ofMicros(micros))));
        System.exit(0); // threads of the libraries go on otherwise
    }

    private static void copy(Path path, String name, Target target, Histogram micros) throws IOException {
        if (name.isEmpty()) {
            return;
        }
        if (Files.isDirectory(path)) {
            target.makeFolder(name);
            return;
        }
        long start = System.nanoTime();
        try (OutputStream out = target.create(name)) {
            Files.copy(path, out);
        }
        micros.recordValue(Math.min((System.nanoTime() - start) / 1000, LONGEST_MICROS));
    }
}
