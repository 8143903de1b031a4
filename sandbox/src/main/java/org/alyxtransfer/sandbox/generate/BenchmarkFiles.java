package org.alyxtransfer.sandbox.generate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Locale;

/**
 * Many files of one size for measuring: incompressible, at most {@value #FILES_PER_FOLDER} in a folder, and at the same
 * time one valid session, so that every client can copy it.
 */
public final class BenchmarkFiles {
    /** More would measure how the server searches folders. */
    public static final int FILES_PER_FOLDER = 100;

    private BenchmarkFiles() {}

    /** Writes {@code bench/Subjects/bench/2022-01-01/001/raw_bench_data_NNN/bulk.data.NNNNNN.bin}. */
    public static GeneratedSession generate(Path root, int count, long bytes, long seed) throws IOException {
        var id = new SessionId("bench", LocalDate.of(2022, 1, 1), 1);
        Path folder = root.resolve("bench").resolve("Subjects").resolve(id.folder());
        var files = new ArrayList<GeneratedFile>(count);
        for (int i = 0; i < count; i++) {
            String path = String.format(Locale.ROOT, "raw_bench_data_%03d/bulk.data.%06d.bin", i / FILES_PER_FOLDER, i);
            Path file = folder.resolve(path);
            if (i % FILES_PER_FOLDER == 0) {
                Files.createDirectories(file.getParent());
            }
            Binary.write(file, bytes, Noise.of(seed, path));
            files.add(new GeneratedFile(path, bytes));
        }
        return new GeneratedSession(id, folder, files);
    }
}
