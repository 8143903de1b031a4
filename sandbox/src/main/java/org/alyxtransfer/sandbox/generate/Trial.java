package org.alyxtransfer.sandbox.generate;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.jerolba.carpet.annotation.Alias;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One trial of a two-alternative task: a row of the trial table, with the columns that the IBL gives it. The side without
 * stimulus has no contrast.
 */
record Trial(
        @Alias("intervals_0") @JsonProperty("intervals_0") double start,
        @Alias("intervals_1") @JsonProperty("intervals_1") double end,
        @Alias("stimOn_times") @JsonProperty("stimOn_times") double stimulusOn,
        @Alias("goCue_times") @JsonProperty("goCue_times") double goCue,

        @Alias("firstMovement_times") @JsonProperty("firstMovement_times")
        double firstMovement,

        @Alias("response_times") @JsonProperty("response_times")
        double response,

        @Alias("feedback_times") @JsonProperty("feedback_times")
        double feedback,

        double choice,
        double feedbackType,
        double rewardVolume,
        @Nullable Double contrastLeft,
        @Nullable Double contrastRight,
        double probabilityLeft) {

    private static final double[] CONTRASTS = {0, 0.0625, 0.125, 0.25, 1};
    private static final double[] PRIORS = {0.5, 0.2, 0.8};
    private static final int BLOCK = 40; // trials with the same prior

    /** A session's trials, one after the other. */
    static List<Trial> sequence(int count, Noise noise) {
        var trials = new ArrayList<Trial>(count);
        double time = 0;
        for (int i = 0; i < count; i++) {
            Trial trial = next(time + 0.5 + noise.nextDouble(), PRIORS[i / BLOCK % PRIORS.length], noise);
            trials.add(trial);
            time = trial.end;
        }
        return trials;
    }

    private static Trial next(double start, double probabilityLeft, Noise noise) {
        boolean isLeft = noise.nextDouble() < probabilityLeft;
        double contrast = CONTRASTS[noise.nextInt(CONTRASTS.length)];
        boolean isCorrect = noise.nextDouble() < 0.5 + 0.45 * Math.sqrt(contrast);
        double stimulusOn = start + 0.1;
        double movement = stimulusOn + 0.1 + noise.nextDouble() / 2;
        double response = movement + 0.05 + noise.nextDouble() / 2;
        return new Trial(
                start,
                response + (isCorrect ? 1 : 2),
                stimulusOn,
                stimulusOn,
                movement,
                response,
                response,
                isLeft == isCorrect ? 1 : -1,
                isCorrect ? 1 : -1,
                isCorrect ? 1.5 : 0,
                isLeft ? contrast : null,
                isLeft ? null : contrast,
                probabilityLeft);
    }
}
