package org.alyxtransfer.cli.frame;

import static org.alyxtransfer.cli.frame.ExitCode.AUTHENTICATION;
import static org.alyxtransfer.cli.frame.ExitCode.DONE;
import static org.alyxtransfer.cli.frame.ExitCode.FILES_FAILED;
import static org.alyxtransfer.cli.frame.ExitCode.INTERRUPTED;
import static org.alyxtransfer.cli.frame.ExitCode.MISMATCH;
import static org.alyxtransfer.cli.frame.ExitCode.NOTHING_MATCHED;
import static org.alyxtransfer.cli.frame.ExitCode.REFUSED;
import static org.alyxtransfer.cli.frame.ExitCode.UNEXPECTED;
import static org.alyxtransfer.cli.frame.ExitCode.UNREACHABLE;
import static org.alyxtransfer.cli.frame.ExitCode.UNREGISTERED;
import static org.alyxtransfer.cli.frame.ExitCode.USAGE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExitCodeTest {
    @Test
    void numbersAreThoseThatScriptsRelyOn() {
        assertThat(Arrays.stream(ExitCode.values()).map(ExitCode::number))
                .containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 130);
    }

    @Test
    void whereSeveralApplyTheGravestWinsInAnyOrder() {
        List<ExitCode> gravestFirst =
                List.of(INTERRUPTED, AUTHENTICATION, UNREACHABLE, MISMATCH, REFUSED, FILES_FAILED, UNREGISTERED);
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);

        for (int from = 0; from < gravestFirst.size(); from++) {
            List<ExitCode> shuffled = new ArrayList<>(gravestFirst.subList(from, gravestFirst.size()));
            shuffled.add(DONE);
            Collections.shuffle(shuffled, random);
            assertThat(ExitCode.gravest(shuffled)).isEqualTo(gravestFirst.get(from));
        }
    }

    @Test
    void partialIsNeverDone() {
        for (ExitCode code : ExitCode.values()) {
            assertThat(ExitCode.gravest(List.of(DONE, code, DONE))).isEqualTo(code);
        }
    }

    @Test
    void noOutcomeAtAllIsDone() {
        assertThat(ExitCode.gravest(List.of())).isEqualTo(DONE);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void noFailureEndsAsDone(Kind kind) {
        assertThat(ExitCode.ofFile(kind)).isNotIn(DONE, NOTHING_MATCHED, USAGE);
        assertThat(ExitCode.ofCommand(kind)).isNotIn(DONE, NOTHING_MATCHED);
    }

    @Test
    void kindsMapToTheCodesOfTheManual() {
        assertThat(ExitCode.ofFile(Kind.CORRUPT)).isEqualTo(MISMATCH);
        assertThat(ExitCode.ofFile(Kind.AUTHENTICATION)).isEqualTo(AUTHENTICATION);
        assertThat(ExitCode.ofFile(Kind.UNREACHABLE)).isEqualTo(UNREACHABLE);
        assertThat(ExitCode.ofFile(Kind.PROTECTED)).isEqualTo(REFUSED);
        assertThat(ExitCode.ofFile(Kind.CONFLICT)).isEqualTo(REFUSED);
        assertThat(ExitCode.ofFile(Kind.INVALID)).isEqualTo(FILES_FAILED);
        assertThat(ExitCode.ofCommand(Kind.INVALID)).isEqualTo(USAGE);
        assertThat(ExitCode.ofCommand(Kind.NOT_FOUND)).isEqualTo(USAGE);
        assertThat(ExitCode.ofCommand(Kind.DENIED)).isEqualTo(AUTHENTICATION);
        assertThat(ExitCode.ofCommand(Kind.GARBLED)).isEqualTo(UNEXPECTED);
    }
}
