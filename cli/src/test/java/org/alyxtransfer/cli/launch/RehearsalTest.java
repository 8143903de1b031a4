package org.alyxtransfer.cli.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.alyxtransfer.cli.frame.Interruption;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("samba")
class RehearsalTest {
    @TempDir
    Path temporary;

    @Test
    void everyCommandOfItGoesWellSoThatWhatTheyNeedIsArchived() throws IOException {
        StringWriter told = new StringWriter();

        Rehearsal.rehearse(new Interruption(), new PrintWriter(told, true));

        assertThat(told.toString())
                .containsPattern("Uploaded [1-9][0-9]* files")
                .containsPattern("Downloaded [1-9][0-9]* files")
                .doesNotContain("Failed");
    }

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
