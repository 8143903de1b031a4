package org.alyxtransfer.automation.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In a Java of its own, since fonts are looked for only once. */
class NoFontsTest {
    @TempDir
    Path folder;

    /** Analyses one file into a folder and prints what was remarked. */
    static final class Analysis {
        public static void main(String... args) throws IOException {
            new SessionAnalysis(Path.of(args[0]))
                    .analyse(Path.of(args[1]))
                    .remarks()
                    .forEach(System.out::println);
        }
    }

    @Test
    void withoutFontsTheSummaryIsWrittenAndWhatToInstallIsSaid() throws IOException {
        VectorFile.write(folder.resolve("eye.raw.npy"), 1, 2, 3);

        String printed = OwnJava.run(
                "-Dsun.awt.fontconfig=" + folder.resolve("none"),
                Analysis.class,
                folder.resolve("eye.raw.npy"),
                folder.resolve("output"));

        assertThat(printed).startsWith("plots: no fonts are installed").contains("apt-get install");
        assertThat(folder.resolve("output/summary.txt")).content().contains("eye.raw.npy");
        try (var files = Files.list(folder.resolve("output"))) {
            assertThat(files.map(Path::toString)).noneMatch(name -> name.endsWith(".png"));
        }
    }
}
