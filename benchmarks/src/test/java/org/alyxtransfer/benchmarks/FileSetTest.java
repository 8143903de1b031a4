package org.alyxtransfer.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileSetTest {
    @ParameterizedTest
    @ValueSource(strings = {"256x16MiB", "1x4GiB", "20000x16KiB", "3x1000B", "3xsession"})
    void showsWhatWasParsed(String text) {
        assertThat(FileSet.parse("any", text)).hasToString(text);
    }

    @Test
    void countsItsBytes() {
        assertThat(FileSet.parse("large", "2x4GiB").bytes()).isEqualTo(8L << 30);
    }

    @Test
    void aSessionHasFewLargeFilesAndManySmallOnes() {
        FileSet sessions = FileSet.parse("mixed", "2xsession");

        assertThat(sessions.files()).isEqualTo(128);
        assertThat(sessions.size(64)).isEqualTo(sessions.size(0));
        assertThat(sessions.bytes())
                .isEqualTo(2
                        * MixedSession.SIZES.stream().mapToLong(Long::longValue).sum());
        assertThat(new FileSet("part", 65, MixedSession.SIZES).bytes())
                .isEqualTo(sessions.bytes() / 2 + sessions.size(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "16MiB", "4x", "4xMiB", "4x16MB", "0x1MiB", "-1x1MiB", "ax1MiB"})
    void refusesAnythingElse(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FileSet.parse("medium", text))
                .withMessageContaining("20xsession");
    }
}
