package org.alyxtransfer.automation.analysis.plot;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Trials of a two-alternative task as the IBL lays them out: per trial the choice (1 for left, −1 for right, 0 for none), the
 * contrast on either side (NaN where there was no stimulus), whether it was rewarded, and times in seconds.
 */
final class Trials {
    private final double[] choice;
    private final double[] contrastLeft;
    private final double[] contrastRight;
    private final double[] feedback;
    private final double @Nullable [] probabilityLeft;
    private final double @Nullable [] reaction;

    private Trials(
            double[] choice,
            double[] contrastLeft,
            double[] contrastRight,
            double[] feedback,
            double @Nullable [] probabilityLeft,
            double @Nullable [] reaction) {
        this.choice = choice;
        this.contrastLeft = contrastLeft;
        this.contrastRight = contrastRight;
        this.feedback = feedback;
        this.probabilityLeft = probabilityLeft;
        this.reaction = reaction;
    }

    /** Empty where a column is missing without which there is nothing to draw. */
    static Optional<Trials> of(Map<String, double[]> columns) {
        double[] choice = columns.get("choice");
        double[] left = columns.get("contrastLeft");
        double[] right = columns.get("contrastRight");
        double[] feedback = columns.get("feedbackType");
        if (choice == null || left == null || right == null || feedback == null || choice.length < 2) {
            return Optional.empty();
        }
        int count = choice.length;
        if (left.length != count || right.length != count || feedback.length != count) {
            return Optional.empty();
        }
        double[] prior = columns.get("probabilityLeft");
        return Optional.of(new Trials(
                choice,
                left,
                right,
                feedback,
                prior == null || prior.length != count ? null : prior,
                reaction(columns, count)));
    }

    /** So many of them, from the first on. */
    Trials first(int most) {
        return new Trials(
                Arrays.copyOf(choice, most),
                Arrays.copyOf(contrastLeft, most),
                Arrays.copyOf(contrastRight, most),
                Arrays.copyOf(feedback, most),
                probabilityLeft == null ? null : Arrays.copyOf(probabilityLeft, most),
                reaction == null ? null : Arrays.copyOf(reaction, most));
    }

    int count() {
        return choice.length;
    }

    /** Of each trial, from 0 to 1; null where it was not told. */
    double @Nullable [] probabilityLeft() {
        return probabilityLeft;
    }

    boolean isCorrect(int trial) {
        return feedback[trial] > 0;
    }

    boolean isLeft(int trial) {
        return choice[trial] > 0;
    }

    boolean isAnswered(int trial) {
        return Math.abs(choice[trial]) == 1;
    }

    /** In percent: below zero for a stimulus on the left; NaN without one. */
    double signedContrast(int trial) {
        double left = contrastLeft[trial];
        return Double.isNaN(left) ? 100 * contrastRight[trial] : left == 0 ? 0 : -100 * left;
    }

    /** The signed contrasts that occur, ascending. */
    double[] contrasts() {
        TreeSet<Double> found = new TreeSet<>();
        for (int i = 0; i < count(); i++) {
            if (Double.isFinite(signedContrast(i))) {
                found.add(signedContrast(i));
            }
        }
        return found.stream().mapToDouble(Double::doubleValue).toArray();
    }

    int[] where(IntPredicate condition) {
        return IntStream.range(0, count()).filter(condition).toArray();
    }

    /** The reaction times of some trials, ascending, without missing ones. */
    double[] reactions(int[] trials) {
        double[] times = reaction;
        return times == null
                ? new double[0]
                : Arrays.stream(trials)
                        .mapToDouble(trial -> times[trial])
                        .filter(seconds -> seconds > 0 && Double.isFinite(seconds))
                        .sorted()
                        .toArray();
    }

    static double quantile(double[] ascending, double share) {
        if (ascending.length == 0) {
            return Double.NaN;
        }
        double at = share * (ascending.length - 1);
        int below = (int) at;
        int above = Math.min(below + 1, ascending.length - 1);
        return ascending[below] + (at - below) * (ascending[above] - ascending[below]);
    }

    /** From the go cue, or else the stimulus, to the first movement, or else the response. */
    private static double @Nullable [] reaction(Map<String, double[]> columns, int count) {
        double[] from = columns.getOrDefault("goCue_times", columns.get("stimOn_times"));
        double[] to = columns.getOrDefault("firstMovement_times", columns.get("response_times"));
        if (from == null || to == null || from.length != count || to.length != count) {
            return null;
        }
        return IntStream.range(0, count).mapToDouble(i -> to[i] - from[i]).toArray();
    }
}
