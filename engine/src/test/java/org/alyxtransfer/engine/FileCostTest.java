package org.alyxtransfer.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.alyxtransfer.plan.PlannedFile.ToMove;
import org.junit.jupiter.api.Test;

class FileCostTest {
    private static final long MILLISECOND = 1_000_000;
    private static final int MIB = 1 << 20;

    private final FileCost cost = new FileCost();
    private long now;

    @Test
    void aSmallFileCostsWhatALargeOneMovesMeanwhile() {
        move(8, 16 << 10, 100); // 50 ms a round trip
        move(4, 64 * MIB, 100 + 64 * 10); // 100 MiB/s each

        assertCosts(10L * MIB);
    }

    @Test
    void besideTheServerItCostsLittle() {
        move(8, 16 << 10, 1);
        move(4, 16 * MIB, 1 + 16 * 4);

        assertCosts(MIB / 4);
    }

    @Test
    void itIsUnknownWhereAllFilesAreAlike() {
        move(100, 16 << 10, 100);
        assertThat(cost.bytes()).isEmpty();

        move(1, 64 * MIB, 100);
        assertThat(cost.bytes()).isEmpty();
    }

    @Test
    void itFollowsALineThatChanges() {
        move(100, 16 << 10, 100);
        move(100, MIB, 110);
        move(1_000, 16 << 10, 1);
        move(1_000, MIB, 11);

        assertCosts(MIB / 10);
    }

    @Test
    void aFileThatFailedCountsNothing() {
        ToMove failed = FileToMove.sized(16 << 10);
        cost.begin(failed, 0);
        cost.forget(failed);
        now = 3_600_000 * MILLISECOND;
        cost.end(failed, now);
        move(8, 16 << 10, 100);
        move(4, 64 * MIB, 100 + 64 * 10);

        assertCosts(10L * MIB);
    }

    private void assertCosts(long bytes) {
        assertThat(cost.bytes().orElseThrow()).isCloseTo(bytes, withinPercentage(1));
    }

    private void move(int files, int bytes, int milliseconds) {
        for (int i = 0; i < files; i++) {
            ToMove file = FileToMove.sized(bytes);
            cost.begin(file, now);
            now += milliseconds * MILLISECOND;
            cost.end(file, now);
        }
    }
}
