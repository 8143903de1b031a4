package org.alyxtransfer.sandbox.generate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.stream.DoubleStream;

/** Arrays of what the animal did while the rig recorded it: the wheel, licks, the cameras' clocks. Times in seconds. */
final class Behaviour {
    private static final double LICK_SECONDS = 0.14; // from one lick to the next in a bout

    private Behaviour() {}

    /** So many samples as fill an array of doubles. */
    static long samples(Contents.Context context) {
        return Math.max(1, context.sizes().arrayBytes() / Double.BYTES);
    }

    /** From the first trial's start to the last one's end, and a little more. */
    static double seconds(Contents.Context context) {
        List<Trial> trials = context.trials();
        return trials.isEmpty() ? 60 : trials.get(trials.size() - 1).end() + 1;
    }

    /** A clock that ticks evenly but for a little jitter: of the wheel, of a camera. */
    static void clock(Path file, Contents.Context context) throws IOException {
        long samples = samples(context);
        double step = seconds(context) / samples;
        long[] tick = {0};
        Npy.DOUBLES.write(
                file, samples, () -> (tick[0]++ + 0.9 * context.noise().nextDouble()) * step);
    }

    /** The wheel's angle in radians, sampled as its clock ticks. */
    static void wheel(Path file, Contents.Context context) throws IOException {
        long samples = samples(context);
        double step = seconds(context) / samples;
        Wheel wheel = new Wheel(context);
        long[] sample = {0};
        Npy.DOUBLES.write(file, samples, () -> wheel.at(sample[0]++ * step));
    }

    /** Start and end of each of the wheel's movements. */
    static void movements(Path file, Contents.Context context) throws IOException {
        List<Trial> trials = context.trials();
        long[] next = {0};
        Npy.DOUBLES.write(file, trials.size(), 2, () -> {
            Trial trial = trials.get((int) (next[0] / 2));
            return next[0]++ % 2 == 0 ? trial.firstMovement() : trial.response();
        });
    }

    /** How far the wheel went in each movement, in radians. */
    static void amplitudes(Path file, Contents.Context context) throws IOException {
        Iterator<Trial> trials = context.trials().iterator();
        Npy.DOUBLES.write(
                file,
                context.sizes().trials(),
                () -> trials.next().choice() * (0.35 + 0.1 * context.noise().nextGaussian()));
    }

    static void goCues(Path file, Contents.Context context) throws IOException {
        Iterator<Trial> trials = context.trials().iterator();
        Npy.DOUBLES.write(file, context.sizes().trials(), () -> trials.next().goCue());
    }

    /** Bouts after each reward. */
    static void licks(Path file, Contents.Context context) throws IOException {
        Noise noise = context.noise();
        double[] times = context.trials().stream()
                .filter(trial -> trial.feedbackType() > 0)
                .flatMapToDouble(trial -> DoubleStream.iterate(
                                trial.feedback() + 0.05, time -> time + LICK_SECONDS * (0.7 + 0.6 * noise.nextDouble()))
                        .limit(3 + noise.nextInt(5)))
                .sorted()
                .toArray();
        int[] next = {0};
        Npy.DOUBLES.write(file, times.length, () -> times[next[0]++]);
    }
}
