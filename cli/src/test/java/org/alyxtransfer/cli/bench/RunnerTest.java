package org.alyxtransfer.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.alyxtransfer.cli.bench.Runner.Bounds;
import org.alyxtransfer.cli.config.ProfileChoice;
import org.alyxtransfer.cli.config.Settings;
import org.alyxtransfer.cli.connect.Connections;
import org.alyxtransfer.cli.frame.Interruption;
import org.alyxtransfer.cli.frame.Waiting;
import org.alyxtransfer.cli.output.Output;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.TransferException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Measurements of a slow place: a folder that 64 KiB a second may be written to. */
class RunnerTest {
    private static final long MIB = 1 << 20;
    private static final Bounds SHORT = new Bounds(Duration.ofMillis(100), 8 * MIB, Duration.ofMillis(300));

    @TempDir
    Path share;

    private final Interruption interruption = new Interruption();
    private final Waiting waiting = new Waiting(interruption);
    private Connections open;
    private Ledger ledger;

    @BeforeEach
    void open() {
        ProfileChoice none = new ProfileChoice("none", share.resolve("none.yaml"), false);
        Map<String, String> settings = Map.of(
                "storage.url",
                share.toUri().toString(),
                "transfer.bandwidth-bytes-per-second",
                Long.toString(64 << 10));
        open = new Connections(Settings.load(none, settings, Map.of()));
        Output output = new Output(new PrintWriter(new StringWriter()), new PrintWriter(new StringWriter()), false);
        ledger = new Ledger(new Telling(output), Optional.empty(), interruption, true, null);
    }

    @AfterEach
    void close() {
        open.close();
    }

    @Test
    void aMeasurementWithoutAWholeFileSaysWhatToDo() {
        Work work = Work.parse("1x4MiB");
        Runner runner = new Runner(open, waiting, FilePath.ROOT, SHORT, Map.of());

        MeasuredRun run = runner.upload("upload", work, BenchFiles.inMemory(work));

        assertThatThrownBy(() -> ledger.checked(run))
                .isInstanceOf(TransferException.class)
                .hasMessageContaining("upload-1x4MiB")
                .hasMessageContaining("--files");
        assertThat(ledger.unfailed(run)).isSameAs(run);
        runner.clear();
        assertThat(share).isEmptyDirectory();
    }
}
