package org.alyxtransfer.register;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BatchSizeTest {
    private static final Duration QUICK = Duration.ofMillis(100);
    private static final Duration USUAL = Duration.ofSeconds(6);
    private static final Duration SLOW = Duration.ofSeconds(13);

    private final BatchSize size = new BatchSize();

    @Test
    void itBeginsAtFifty() {
        assertThat(size.now()).isEqualTo(50);
    }

    @Test
    void fullBatchesThatAreQuickLetItGrowTo250AndNoFurther() {
        size.answered(50, QUICK);
        assertThat(size.now()).isEqualTo(75);

        for (int i = 0; i < 20; i++) {
            size.answered(size.now(), QUICK);
            assertThat(size.now()).isLessThanOrEqualTo(250);
        }

        assertThat(size.now()).isEqualTo(250);
    }

    @Test
    void aSmallBatchTellsNothingAboutALargeOne() {
        size.answered(3, QUICK);

        assertThat(size.now()).isEqualTo(50);
    }

    @Test
    void anUsualAnswerLeavesItAsItIs() {
        size.answered(50, USUAL);

        assertThat(size.now()).isEqualTo(50);
    }

    @Test
    void slowAndLostAnswersHalveItDownToFive() {
        size.answered(50, SLOW);
        assertThat(size.now()).isEqualTo(25);
        size.lost(25);
        assertThat(size.now()).isEqualTo(12);

        for (int i = 0; i < 10; i++) {
            size.lost(size.now());
        }

        assertThat(size.now()).isEqualTo(5);
    }

    @Test
    void aSlowSmallBatchHalvesWhatWasSlow() {
        size.answered(20, SLOW);

        assertThat(size.now()).isEqualTo(10);
    }
}
