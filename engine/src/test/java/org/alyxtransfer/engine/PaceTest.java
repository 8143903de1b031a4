package org.alyxtransfer.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaceTest {
    @ParameterizedTest
    @CsvSource({"0, 1, 1, 1", "1, 0, 1, 1", "2, 1, 1, 1", "1, 2, 1, 1"})
    void aPaceThatWouldStandStillIsRefused(int files, int sessions, int maxUnregistered, int openSessions) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Pace(files, sessions, maxUnregistered, openSessions));
    }

    @Test
    void moreFilesMakeRoomForThemselvesAmongTheUnregistered() {
        assertThat(new Pace(2, 1, 4, 1).withFiles(9)).isEqualTo(new Pace(9, 1, 9, 1));
        assertThat(new Pace(2, 1, 4, 1).withFiles(1)).isEqualTo(new Pace(1, 1, 4, 1));
    }
}
