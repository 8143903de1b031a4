package org.alyxtransfer.cli.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("samba")
class RehearsalTest {
    @TempDir
    Path temporary;

    @Test
    void aRehearsalThatIsEndedLeavesNothingBehind() throws Exception {
        Process rehearsal = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Djava.io.tmpdir=" + temporary,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Rehearsal.class.getName())
                .inheritIO()
                .start();
        await().until(() -> !rehearsal.isAlive() || find("profile.yaml"));
        assertThat(rehearsal.isAlive()).isTrue();

        rehearsal.destroy();
        rehearsal.waitFor();

        assertThat(temporary).isEmptyDirectory();
    }

    private boolean find(String name) throws IOException {
        try (Stream<Path> folders = Files.list(temporary)) {
            return folders.anyMatch(folder -> Files.exists(folder.resolve(name)));
        }
    }
}
