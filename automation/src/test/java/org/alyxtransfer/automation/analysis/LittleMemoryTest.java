package org.alyxtransfer.automation.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In a Java of its own, with little memory. */
class LittleMemoryTest {
    @TempDir
    Path folder;

    /** Sums up a folder and prints the table. */
    static final class Summary {
        public static void main(String... args) throws IOException {
            new SessionAnalysis(Path.of(args[0])).summarise().table().forEach(System.out::println);
        }
    }

    @Test
    void aTableOfOneEndlessLineIsBrokenAndTheOthersAreRead() throws IOException {
        Files.writeString(folder.resolve("endless.csv"), ",".repeat(16 << 20));
        Files.writeString(folder.resolve("good.csv"), "n\n1\n");

        String printed = OwnJava.run("-Xmx32m", Summary.class, folder);

        assertThat(printed).contains("BROKEN: claims parts that do not fit into memory", "good.csv");
    }
}
