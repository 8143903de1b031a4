package org.alyxtransfer.engine;

import java.util.Locale;
import java.util.Optional;

/**
 * Decides how many files are moved at once, from what each span of time brought.
 *
 * <p>Begins higher where files are small, as those wait for round trips. Doubles while that gains, since by Little's law what
 * gains nothing only lengthens the wait of each file; the first step is a larger one while the processors are idle. Goes back
 * to the last number that gained, once two spans say so. Where more than at first are slower, and the first number is
 * measured faster once more, tries fewer. Tries again now and then, ever more seldom, as a span may mislead and a server may
 * be another one by then. Halves on trouble, and waits before it climbs again. Knows no clock and no threads.
 */
final class LevelFinder {
    static final double GAIN = 1.05;
    /** With the processors busy a small gain is what a neighbour lost, unless this process is {@link #THRIFTIER}. */
    static final double GAIN_WHEN_BUSY = 1.10;
    /** So many times as much work in a second of this process' own CPU time. */
    static final double THRIFTIER = 1.03;

    static final double BUSY = 0.95;
    /** With the processors idle for so long, files wait for the line or for the server's disks: many more may do so at once. */
    static final double IDLE = 0.7;

    static final int FIRST_STEP_WHEN_IDLE = 4;
    /** Spans that must be quiet after trouble before it climbs again. */
    static final int CALM = 12;
    /** A settled rate that is left by so much, up or down, means that the world has changed. */
    static final double CHANGED = 1.5;

    /** So many bytes are worth having on their way at once: 32 files of 1 MiB, 8 of 4 MiB. */
    static final long BYTES_AT_FIRST = 32L << 20;
    /** However small the files are, what lies above has to be earned. */
    static final int MOST_AT_FIRST = 32;

    /** Spans that a number holds before more are tried once more; twice as many each time. */
    static final int PATIENCE = 10;

    static final int PATIENCE_WHERE_MORE_ARE_SLOWER = 60;
    static final int MOST_PATIENCE = 320;
    /** A span of more files that was slower than that leaves no doubt. */
    private static final double DOUBTFUL = 0.9;

    private static final double SMOOTHING = 0.2;

    private final int least;
    private final int most;
    private int level;
    private Phase phase = Phase.CLIMBING;
    private boolean fresh = true; // the span in which a change falls tells of neither level
    private boolean gained; // since it began to climb
    private int bestLevel;
    private Yield best = Yield.NONE;
    private double rateOfMore;
    private Yield doubtful = Yield.NONE; // what a span of more files brought that seemed to gain nothing
    private Yield smoothed = Yield.NONE;
    private int calm;
    private int settledFor;
    private int patience = PATIENCE;

    private enum Phase {
        CLIMBING,
        BACK,
        DESCENDING,
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
     * @param ownLoad seconds of CPU time that this process took a second; NaN when unknown
     */
    record Span(double rate, long troubles, boolean full, double load, double ownLoad) {
        private Yield brought() {
            return new Yield(rate, ownLoad);
        }
    }

    /** Work a second, and the CPU time of this process that went into it. */
    private record Yield(double rate, double ownLoad) {
        static final Yield NONE = new Yield(0, Double.NaN);

        /** From this to the other, by that part of the way. */
        Yield towards(Yield other, double part) {
            return new Yield(rate + part * (other.rate - rate), ownLoad + part * (other.ownLoad - ownLoad));
        }

        /** Unknown is not. */
        boolean isThriftierThan(Yield other) {
            return rate / ownLoad >= other.rate / other.ownLoad * THRIFTIER;
        }
    }

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

    /** Whether what comes next may change the number, without anything having changed. */
    boolean isSearching() {
        return phase != Phase.SETTLED && phase != Phase.HOLDING;
    }

    /** Half of what is to be moved first is not larger; of no meaning once something was measured. */
    Optional<Change> beforeFilesOf(long bytes) {
        int fitting = (int) Math.min(MOST_AT_FIRST, BYTES_AT_FIRST / Math.max(1, bytes));
        int wanted = Math.min(most, Integer.highestOneBit(fitting));
        boolean measured = bestLevel > 0 || phase != Phase.CLIMBING;
        return measured || wanted <= level
                ? Optional.empty()
                : change(wanted, "half of the files are not above " + inWords(bytes));
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
        boolean broughtNothing = span.rate() == 0; // as a span may on a slow line
        if (fresh || (isSearching() && broughtNothing)) {
            fresh = false;
            return Optional.empty();
        }
        return switch (phase) {
            case CLIMBING -> climb(span);
            case BACK -> confirm(span);
            case DESCENDING -> descend(span);
            case SETTLED, HOLDING -> watch(span);
        };
    }

    /** What was measured so far means nothing, as the spans that come have their rates in another unit. */
    void forget() {
        if (phase != Phase.HOLDING) {
            boolean changing = fresh;
            climbAnew();
            fresh = changing;
        }
    }

    private Optional<Change> backOff(long troubles) {
        phase = Phase.HOLDING;
        calm = 0;
        return level == least
                ? Optional.empty()
                : change(Math.max(least, level / 2), troubles + " operations had to be repeated");
    }

    private Optional<Change> climb(Span span) {
        boolean isSecond = doubtful.rate() > 0;
        Yield brought = isSecond ? doubtful.towards(span.brought(), 0.5) : span.brought();
        double rate = brought.rate();
        if (bestLevel > 0 && rate < best.rate() * gain(span, brought)) {
            if (!isSecond && rate > best.rate() * DOUBTFUL) {
                doubtful = brought;
                return Optional.empty();
            }
            return gained ? goBack(rate) : askAgain(rate);
        }
        boolean first = bestLevel == 0;
        String why = keep(brought);
        if (level >= most) {
            return settle();
        }
        int factor = first && span.load() < IDLE ? FIRST_STEP_WHEN_IDLE : 2;
        return change(Math.min(most, level * factor), why);
    }

    /** More were no faster than the first number; were they slower, or was it chance? */
    private Optional<Change> askAgain(double rate) {
        rateOfMore = rate;
        Optional<Change> back = goBack(rate);
        phase = Phase.BACK;
        return back;
    }

    /** With the processors busy, fewer files would not be faster either. */
    private Optional<Change> confirm(Span span) {
        boolean moreAreSlower = Math.min(span.rate(), best.rate()) > rateOfMore * GAIN;
        best = span.brought();
        if (!moreAreSlower || level <= least || isBusy(span)) {
            return settle();
        }
        phase = Phase.DESCENDING;
        return change(Math.max(least, level / 2), "more are slower: trying fewer");
    }

    private Optional<Change> descend(Span span) {
        if (span.rate() < best.rate() * gain(span, span.brought())) {
            return goBack(span.rate());
        }
        String why = keep(span.brought());
        return level <= least ? settle() : change(Math.max(least, level / 2), why);
    }

    private double gain(Span span, Yield brought) {
        return isBusy(span) && !brought.isThriftierThan(best) ? GAIN_WHEN_BUSY : GAIN;
    }

    /** Unknown is not busy. */
    private static boolean isBusy(Span span) {
        return span.load() >= BUSY;
    }

    private Optional<Change> goBack(double rate) {
        if (level > bestLevel && rate < best.rate() * DOUBTFUL) {
            patience = Math.max(patience, PATIENCE_WHERE_MORE_ARE_SLOWER);
        }
        String why = comparison(rate) + ": no gain";
        settle();
        return change(bestLevel, why);
    }

    private String keep(Yield brought) {
        String why = bestLevel == 0 ? "trying" : comparison(brought.rate());
        gained = bestLevel > 0;
        bestLevel = level;
        best = brought;
        return why;
    }

    private Optional<Change> watch(Span span) {
        smoothed = smoothed.towards(span.brought(), SMOOTHING);
        if (smoothed.rate() > best.rate() * CHANGED) {
            climbAnew();
        } else if (smoothed.rate() < best.rate() / CHANGED) {
            String why = comparison(smoothed.rate());
            climbAnew();
            boolean fewerMayHelp = level > least && !isBusy(span);
            return fewerMayHelp ? change(Math.max(least, level / 2), why) : Optional.empty();
        } else if (level < most && ++settledFor >= patience) {
            return tryMore();
        }
        return Optional.empty();
    }

    /** From a rate that is better known than that of one span. */
    private Optional<Change> tryMore() {
        patience = Math.min(MOST_PATIENCE, patience * 2);
        phase = Phase.CLIMBING;
        gained = true;
        bestLevel = level;
        best = smoothed;
        return change(Math.min(most, level * 2), "trying once more");
    }

    private Optional<Change> settle() {
        phase = Phase.SETTLED;
        smoothed = best;
        settledFor = 0;
        return Optional.empty();
    }

    private void climbAnew() {
        phase = Phase.CLIMBING;
        gained = false;
        bestLevel = 0;
        doubtful = Yield.NONE;
        fresh = true;
    }

    private static String inWords(long bytes) {
        return bytes < 1024 ? bytes + " bytes" : (bytes >> 10) + " KiB";
    }

    private String comparison(double rate) {
        return String.format(Locale.ROOT, "%+.0f %% against %d at once", 100 * (rate / best.rate() - 1), bestLevel);
    }

    private Optional<Change> change(int files, String why) {
        level = files;
        fresh = true;
        doubtful = Yield.NONE;
        return Optional.of(new Change(files, why));
    }
}
