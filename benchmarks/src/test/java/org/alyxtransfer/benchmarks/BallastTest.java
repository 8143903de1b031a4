package org.alyxtransfer.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BallastTest {
    private static final int MIB = 1 << 20;

    private Path folder = Path.of("/dev/shm");

    @BeforeEach
    void folderInMemory() throws IOException {
        folder = Files.createTempDirectory(folder, "alyx-transfer-ballast-");
    }

    @AfterEach
    void remove() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    @Test
    void givesWayToWhatIsWritten() throws IOException {
        try (Ballast ballast = Ballast.fill(folder.resolve("ballast"), 1024L * MIB)) {
            long before = ballast.size();
            assertThat(before).isEqualTo(256L * MIB);

            Files.write(folder.resolve("target"), new byte[128 * MIB]);

            await().untilAsserted(() -> assertThat(ballast.size()).isBetween(96L * MIB, 192L * MIB));
        }
    }

    @Test
    void isNoFileThatCouldBeTakenForOneThatArrived() throws IOException {
        try (Ballast ballast = Ballast.fill(folder.resolve("ballast"), 1024L * MIB);
                Stream<Path> files = Files.list(folder)) {
            assertThat(files).isEmpty();
            assertThat(ballast.size()).isPositive();
        }
    }

    @Test
    void aSmallSetNeedsNone() throws IOException {
        try (Ballast ballast = Ballast.fill(folder.resolve("ballast"), 100L * MIB)) {
            assertThat(ballast.size()).isZero();
        }
    }
}
