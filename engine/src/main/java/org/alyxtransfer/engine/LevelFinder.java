package org.alyxtransfer.engine;

import java.util.Locale;
import java.util.Optional;

/**
 * Decides how many files are moved at once, from what each span of time brought.
 *
 * <p>Doubles while that gains, since by Little's law what gains nothing only lengthens the wait of each file; goes back to
 * the last number that gained. Halves on trouble, and waits before it climbs again. Knows no clock and no threads.
 */
final class LevelFinder {
    static final double GAIN = 1.05;
    /** With the processors busy a small gain is what a neighbour lost. */
    static final double GAIN_WHEN_BUSY = 1.10;

    static final double BUSY = 0.95;
    /** Spans that must be quiet after trouble before it climbs again. */
    static final int CALM = 12;
    /** A settled rate that is left by so much, up or down, means that the world has changed. */
    static final double CHANGED = 1.5;

    private static final double SMOOTHING = 0.2;

    private final int least;
    private final int most;
    private int level;
    private Phase phase = Phase.CLIMBING;
    private boolean fresh = true; // the span in which a change falls tells of neither level
    private int bestLevel;
    private double bestRate;
    private double smoothed;
    private int calm;

    private enum Phase {
        CLIMBING,
        SETTLED,
        HOLDING
    }

    /**
     * What one span of time brought.
     *
     * @param rate work per second; in one unit over the whole run
     * @param troubles repeated operations
     * @param full whether as many files moved as may: otherwise the number says nothing
     * @param load of all processors, 0 … 1; NaN when unknown
     */
    record Span(double rate, long troubles, boolean full, double load) {}

    /** The new number of files, and why. */
    record Change(int files, String why) {}

    LevelFinder(int least, int start, int most) {
        this.least = Math.min(least, most);
        this.most = most;
        this.level = Math.min(start, most);
    }

    int level() {
        return level;
    }

    Optional<Change> after(Span span) {
        if (span.troubles() > 0) {
            return backOff(span.troubles());
        }
        if (phase == Phase.HOLDING) {
            calm++;
            if (calm < CALM) {
                return Optional.empty();
            }
            climbAnew();
        }
        if (!span.full()) {
            return Optional.empty();
        }
        if (fresh) {
            fresh = false;
            return Optional.empty();
        }
        return phase == Phase.CLIMBING ? climb(span) : watch(span);
    }

    private Optional<Change> backOff(long troubles) {
        phase = Phase.HOLDING;
        calm = 0;
        return level == least
                ? Optional.empty()
                : change(Math.max(least, level / 2), troubles + " operations had to be repeated");
    }

    private Optional<Change> climb(Span span) {
        double needed = bestRate * (span.load() >= BUSY ? GAIN_WHEN_BUSY : GAIN);
        if (bestLevel > 0 && span.rate() < needed) {
            settle();
            return change(bestLevel, comparison(span.rate()) + ": no gain");
        }
        String why = bestLevel == 0 ? "trying" : comparison(span.rate());
        bestLevel = level;
        bestRate = span.rate();
        if (level >= most) {
            return settle();
        }
        return change(Math.min(most, level * 2), why);
    }

    private Optional<Change> watch(Span span) {
        smoothed += SMOOTHING * (span.rate() - smoothed);
        if (smoothed > bestRate * CHANGED) {
            climbAnew();
        } else if (smoothed < bestRate / CHANGED) {
            String why = comparison(smoothed);
            climbAnew();
            return level == least ? Optional.empty() : change(Math.max(least, level / 2), why);
        }
        return Optional.empty();
    }

    private Optional<Change> settle() {
        phase = Phase.SETTLED;
        smoothed = bestRate;
        return Optional.empty();
    }

    private void climbAnew() {
        phase = Phase.CLIMBING;
        bestLevel = 0;
        fresh = true;
    }

    private String comparison(double rate) {
        return String.format(Locale.ROOT, "%+.0f %% against %d at once", 100 * (rate / bestRate - 1), bestLevel);
    }

    private Optional<Change> change(int files, String why) {
        level = files;
        fresh = true;
        return Optional.of(new Change(files, why));
    }
}
