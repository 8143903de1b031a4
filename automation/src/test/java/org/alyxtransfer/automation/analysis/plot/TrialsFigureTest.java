package org.alyxtransfer.automation.analysis.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TrialsFigureTest {
    @Test
    void ofTheAnsweredTrialsTheCorrectOnesAreCounted() {
        Trials trials = Trials.of(Map.of(
                        "choice", new double[] {1, -1, 0, 0},
                        "contrastLeft", new double[] {1, 1, 1, 0},
                        "contrastRight", new double[] {Double.NaN, Double.NaN, Double.NaN, Double.NaN},
                        "feedbackType", new double[] {1, -1, 1, 1}))
                .orElseThrow();

        assertThat(new TrialsFigure(trials).remark()).isEqualTo("4 trials, 50 % correct, 2 without answer");
    }
}
