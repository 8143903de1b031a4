package org.alyxtransfer.smb.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FileTimesTest {
    @Test
    void countFrom1601() {
        assertThat(FileTimes.toInstant(0)).isEqualTo("1601-01-01T00:00:00Z");
        assertThat(FileTimes.toInstant(116_444_736_000_000_000L)).isEqualTo(Instant.EPOCH);
        assertThat(FileTimes.toFileTime(Instant.EPOCH)).isEqualTo(116_444_736_000_000_000L);
    }

    @Test
    void areExactToTheUnit() {
        long seed = Long.getLong("fuzz.seed", 20_261_123L);
        Random random = new Random(seed);
        for (int i = 0; i < 10_000; i++) {
            long fileTime = random.nextLong();

            assertThat(FileTimes.toFileTime(FileTimes.toInstant(fileTime)))
                    .as("seed " + seed)
                    .isEqualTo(fileTime);
        }
    }

    @Test
    void dropWhatIsSmallerThanAUnit() {
        assertThat(FileTimes.toFileTime(Instant.parse("2026-11-23T00:23:02.123456799Z")) % 10_000_000)
                .isEqualTo(1_234_567);
    }

    @Test
    void aTimeThatSmbCannotSayFails() {
        assertThatThrownBy(() -> FileTimes.toFileTime(Instant.MAX)).isInstanceOf(DateTimeException.class);
        assertThatThrownBy(() -> FileTimes.toFileTime(Instant.MIN)).isInstanceOf(DateTimeException.class);
    }
}
