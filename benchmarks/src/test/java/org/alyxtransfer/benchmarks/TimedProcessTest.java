package org.alyxtransfer.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TimedProcessTest {
    @TempDir
    private Path folder;

    @Test
    void readsWhatGnuTimeWrites() {
        assertThat(TimedProcess.parse("1.25 0.50 51200\n", 3, 2.75)).isEqualTo(new Usage(3, 1.75, 51_200, 1));
    }

    @Test
    void countsTheCpuTimeOfGrandchildren() throws Exception {
        // a shell that starts another one that burns; "true" keeps the outer one from replacing itself
        Usage usage = run("bash -c 'i=0; while [ $i -lt 200000 ]; do i=$((i+1)); done'; true");

        assertThat(usage.cpuSeconds()).isGreaterThan(0);
        assertThat(usage.peakRssKib()).isGreaterThan(500);
        assertThat(usage.seconds()).isGreaterThanOrEqualTo(usage.cpuSeconds() / 2);
    }

    @Test
    void aFailureShowsStatusAndOutput() {
        assertThatIOException()
                .isThrownBy(() -> run("echo no such share >&2; exit 4"))
                .withMessageContaining("status 4")
                .withMessageContaining("no such share");
    }

    @Test
    void aHungClientIsEnded() {
        assertThatIOException().isThrownBy(() -> run("sleep 600")).withMessageContaining("no end within 1 s");
    }

    @Test
    void theEnvironmentReachesTheClientAndNoMessage() {
        var command =
                new Command(List.of("bash", "-c", "[ ${#SECRET} = 4 ] && exit 5"), Map.of("SECRET", "hush"), folder);

        assertThatIOException()
                .isThrownBy(() -> new TimedProcess(folder, Duration.ofSeconds(10)).run(command))
                .withMessageContaining("status 5")
                .withMessageNotContaining("hush");
    }

    private Usage run(String script) throws Exception {
        boolean hangs = script.startsWith("sleep");
        return new TimedProcess(folder, Duration.ofSeconds(hangs ? 1 : 30))
                .run(Command.of(folder, List.of("bash", "-c", script)));
    }
}
