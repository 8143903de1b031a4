package org.alyxtransfer.automation.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
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

        Process java = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dsun.awt.fontconfig=" + folder.resolve("none"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Analysis.class.getName(),
                        folder.resolve("eye.raw.npy").toString(),
                        folder.resolve("output").toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String printed = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(printed).startsWith("plots: no fonts are installed").contains("apt-get install");
        assertThat(folder.resolve("output/summary.txt")).content().contains("eye.raw.npy");
        try (var files = Files.list(folder.resolve("output"))) {
            assertThat(files.map(Path::toString)).noneMatch(name -> name.endsWith(".png"));
        }
    }
}
