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
    private static final double LAPSE = 0.04; // chance to err on either side however clear the stimulus

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

    /** Sees high contrasts well, guesses by the block where it sees nothing, and errs now and then; slower when unsure. */
    private static Trial next(double start, double probabilityLeft, Noise noise) {
        boolean isLeft = noise.nextDouble() < probabilityLeft;
        double contrast = CONTRASTS[noise.nextInt(CONTRASTS.length)];
        double evidence = (isLeft ? 1 : -1) * StrictMath.sqrt(contrast) * 5 + 1.1 * (probabilityLeft - 0.5) / 0.3;
        boolean choosesLeft = noise.nextDouble() < LAPSE + (1 - 2 * LAPSE) / (1 + StrictMath.exp(-evidence));
        boolean isCorrect = isLeft == choosesLeft;
        double unsure = 1 / (1 + Math.abs(evidence));
        double stimulusOn = start + 0.1;
        double movement = stimulusOn + 0.12 - StrictMath.log(1 - noise.nextDouble()) * (0.06 + 0.3 * unsure);
        double response = movement + 0.1 + noise.nextDouble() * 0.4;
        return new Trial(
                start,
                response + (isCorrect ? 1 : 2),
                stimulusOn,
                stimulusOn,
                movement,
                response,
                response,
                choosesLeft ? 1 : -1,
                isCorrect ? 1 : -1,
                isCorrect ? 1.5 : 0,
                isLeft ? contrast : null,
                isLeft ? null : contrast,
                probabilityLeft);
    }
}
