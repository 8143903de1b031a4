package org.alyxtransfer.cli.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SandboxRecordTest {
    private static final Path STAT = Path.of("/proc/self/stat");
    private static final SandboxAccess ACCESS = BackgroundSandboxTest.access("http://127.0.0.1:1/");

    @Test
    void theStartIsTheTwentySecondFieldWhateverTheProcessIsNamed() {
        assertThat(SandboxRecord.startTime(
                        "7 (a) b) S 1 7 7 0 -1 4194560 2 0 0 0 0 0 0 0 20 0 1 0 5150 2621440 128 1 2 3"))
                .isEqualTo(5150);
    }

    @Test
    void aClockThatIsSetChangesNothing() throws IOException {
        assumeTrue(Files.exists(STAT), "SKIPPED: no /proc here");
        ProcessHandle self = ProcessHandle.current();
        long byTheClock = self.info().startInstant().map(Instant::toEpochMilli).orElseThrow();

        SandboxRecord record = SandboxRecord.of(self, ACCESS);

        assertThat(record.started())
                .isEqualTo(SandboxRecord.startTime(Files.readString(STAT)))
                .isNotEqualTo(byTheClock);
        assertThat(record.process()).isPresent();
    }

    @Test
    void aLaterProcessOfTheSameIdIsAnother() {
        SandboxRecord record = SandboxRecord.of(ProcessHandle.current(), ACCESS);

        assertThat(new SandboxRecord(record.pid(), record.started() - 1, ACCESS).process())
                .isEmpty();
    }
}
