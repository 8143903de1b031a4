package org.alyxtransfer.sandbox.generate;

import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** The wheel's angle in radians: turned in each trial towards the choice, let back a little afterwards, never quite still. */
final class Wheel {
    private static final double LET_BACK = 0.6; // of what it was turned

    private final Iterator<Trial> later;
    private final Noise noise;
    private @Nullable Trial trial;
    private double before;
    private double turn;

    Wheel(Contents.Context context) {
        later = context.trials().iterator();
        noise = context.noise();
        next();
    }

    /** The angle at a time in seconds, which must not lie before one that was asked for. */
    double at(double time) {
        double tremor = 0.004 * (noise.nextDouble() - 0.5);
        while (trial != null && time > trial.end() && later.hasNext()) {
            before += (1 - LET_BACK) * trial.choice() * turn;
            next();
        }
        if (trial == null) {
            return tremor;
        }
        double turned = smooth((time - trial.firstMovement()) / (trial.response() - trial.firstMovement()));
        double back = LET_BACK * smooth((time - trial.response() - 0.2) / 0.6);
        return before + trial.choice() * turn * (turned - back) + tremor;
    }

    private void next() {
        trial = later.hasNext() ? later.next() : null;
        turn = 0.3 + 0.3 * noise.nextDouble();
    }

    /** From 0 to 1 without a jerk at either end. */
    private static double smooth(double share) {
        double within = Math.max(0, Math.min(1, share));
        return within * within * (3 - 2 * within);
    }
}
