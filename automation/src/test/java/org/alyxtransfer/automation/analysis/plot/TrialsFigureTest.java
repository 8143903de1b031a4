package org.alyxtransfer.automation.analysis.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TrialsFigureTest {
    @Test
    void ofTheAnsweredTrialsTheCorrectOnesAreCounted() {
        assertThat(new TrialsFigure(four(), false).remark()).isEqualTo("4 trials, 50 % correct, 2 without answer");
    }

    @Test
    void thatTrialsAreLeftOutIsSaid() {
        assertThat(new TrialsFigure(four().first(3), true).remark())
                .isEqualTo("only the first 3 trials, 50 % correct, 1 without answer");
    }

    private static Trials four() {
        return Trials.of(Map.of(
                        "choice", new double[] {1, -1, 0, 0},
                        "contrastLeft", new double[] {1, 1, 1, 0},
                        "contrastRight", new double[] {Double.NaN, Double.NaN, Double.NaN, Double.NaN},
                        "feedbackType", new double[] {1, -1, 1, 1}))
                .orElseThrow();
    }
}
