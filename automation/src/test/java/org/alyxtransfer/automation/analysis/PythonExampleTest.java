package org.alyxtransfer.automation.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.alyxtransfer.sandbox.generate.GenerateSettings;
import org.alyxtransfer.sandbox.generate.SessionGenerator;
import org.alyxtransfer.sandbox.generate.Sizes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script that config/rules shows as a lab's own action does what it says. */
class PythonExampleTest {
    private static final LocalDate DAY = LocalDate.of(2022, 1, 11);

    @TempDir
    Path folder;

    @Test
    void theScriptCountsTheSpikesOfASession() throws IOException, InterruptedException {
        assumeTrue(run("--version").code == 0, "python3 is not installed");
        Path session = SessionGenerator.generate(new GenerateSettings(
                        folder.resolve("rig"), "lab", List.of("A"), DAY, DAY, 1, 19, new Sizes(5, 4_096, 16), 1))
                .get(0)
                .folder();

        Run run = run(
                "../config/rules/spike_counts.py",
                session.toString(),
                folder.resolve("out").toString());

        assertThat(run.printed).contains("alf/probe00: 512 spikes of ").doesNotContain("Traceback");
        assertThat(run.code).isZero();
        assertThat(Files.readAllLines(folder.resolve("out/spike_counts.csv")))
                .startsWith("probe,cluster,spikes,rate_hz")
                .hasSizeGreaterThan(2);
    }

    private record Run(int code, String printed) {}

    private static Run run(String... args) throws InterruptedException {
        try {
            Process python = new ProcessBuilder(Stream.concat(Stream.of("python3"), List.of(args).stream())
                            .toList())
                    .redirectErrorStream(true)
                    .start();
            String printed = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Run(python.waitFor(), printed);
        } catch (IOException e) {
            return new Run(-1, String.valueOf(e.getMessage()));
        }
    }
}
