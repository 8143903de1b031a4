package org.alyxtransfer.cli.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two downloads by two processes into one folder: different jobs, as they ask for different things. */
@Tag("samba")
class TwoProcessesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int BUSY = 6; // README: the same command continues

    @TempDir
    Path folder;

    private CrashLab lab;

    @BeforeEach
    void start() throws IOException {
        lab = CrashLab.start(folder);
    }

    @AfterEach
    void end() throws IOException {
        lab.close();
    }

    @Test
    void theSecondDownloadIntoAFolderLeavesTheFirstAlone() throws Exception {
        DownloadRound round = lab.download(lab.uploaded());
        Victim first = round.run(List.of(), List.of("--bwlimit", "1M"));
        await().atMost(PATIENCE).ignoreExceptions().until(() -> isAnyLeased(round.into()));
        first.suspend();

        Victim second = round.run(List.of(), List.of("--exclude", "*.pqt"));
        int secondEnd = second.end();
        round.isSound();
        first.resume();
        int firstEnd = first.end();
        Victim again = round.run(List.of(), List.of("--exclude", "*.pqt"));

        assertThat(secondEnd).as(second.said()).isEqualTo(BUSY);
        assertThat(second.said()).contains("another process writes to this folder");
        assertThat(firstEnd).as(first.said()).isZero();
        round.isComplete();
        assertThat(again.end()).as(again.said()).isZero();
        assertThat(again.summary().path("moved").asLong()).isZero();
    }

    private static boolean isAnyLeased(Path into) throws IOException {
        if (!Files.isDirectory(into)) {
            return false;
        }
        try (Stream<Path> files = Files.walk(into)) {
            return files.anyMatch(file -> file.endsWith(".alyx-lease"));
        }
    }
}
