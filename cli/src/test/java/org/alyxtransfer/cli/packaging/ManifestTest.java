package org.alyxtransfer.cli.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.alyxtransfer.cli.packaging.PackagedFile.How;
import org.alyxtransfer.dataset.Checksum;
import org.alyxtransfer.dataset.Checksum.Algorithm;
import org.alyxtransfer.dataset.DatasetPath;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.SessionPath;
import org.alyxtransfer.plan.FileFilter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestTest {
    private static final SessionPath SESSION = SessionPath.parse("COGP-003/2022-01-11/001");
    private static final Checksum SUM = new Checksum(Algorithm.MD5, "900150983cd24fb0d6963f7d28e17f72");
    private static final int RUNS = 40;

    @TempDir
    Path root;

    @Test
    void runsAtOnceLoseNothingOfEachOther() throws IOException {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            CompletableFuture<?>[] runs = IntStream.range(0, RUNS)
                    .mapToObj(i -> CompletableFuture.runAsync(() -> write(i), threads))
                    .toArray(CompletableFuture[]::new);
            CompletableFuture.allOf(runs).join();
        } finally {
            threads.shutdown();
        }

        String whole = Files.readString(root.resolve(".alyx-transfer-COGP-003_2022-01-11_001.json"));
        assertThat(IntStream.range(0, RUNS)).allSatisfy(i -> assertThat(whole).contains("\"" + path(i) + "\""));
    }

    @Test
    void nothingThatStaysIsTakenForAFileToUpload() throws IOException {
        write(1);

        try (Stream<Path> there = Files.list(root)) {
            assertThat(there).allMatch(path -> FileFilter.isJunk(String.valueOf(path.getFileName())));
        }
    }

    @Test
    void whereNothingCanBeLockedItIsWrittenAllTheSame() throws IOException {
        Files.createDirectory(root.resolve(".alyx-transfer-COGP-003_2022-01-11_001.json.lock"));

        write(1);

        assertThat(root.resolve(".alyx-transfer-COGP-003_2022-01-11_001.json"))
                .content()
                .contains(path(1));
    }

    private void write(int i) {
        PackagedFile file =
                new PackagedFile(Path.of("source" + i), DatasetPath.parse(FilePath.of(path(i))), 3, SUM, How.COPY);
        try {
            Manifest.write(root, SESSION, List.of(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String path(int i) {
        return "alf/part" + i + ".times.npy";
    }
}
