package org.alyxtransfer.cli.crash;

import java.io.IOException;
import java.util.List;
import java.util.Random;

/**
 * Kills at random moments, as many as asked for, one job after the other. The seed alone decides about the kinds of jobs and
 * at which part of an undisturbed run's time each process is killed; it is printed.
 */
final class Schedule {
    private static final int REPORTED = 20;
    private static final int MOST_OF_ONE_JOB = 4; // so that there are jobs of several kinds

    private final String what;
    private final int kills;
    private final long seed;
    private final int span;

    /**
     * Kills nothing yet.
     *
     * @param span milliseconds that an undisturbed run takes on this computer; kills fall within it
     */
    Schedule(String what, int kills, long seed, int span) {
        this.what = what;
        this.kills = kills;
        this.seed = seed;
        this.span = span;
    }

    /** Makes rounds of some random kind. */
    interface Rounds {
        Round next(Random random) throws IOException;
    }

    void kill(Rounds rounds) throws IOException, InterruptedException {
        System.out.printf(
                "%d kills of %s; again with: bin/test crash --kills %d --seed %d%n", kills, what, kills, seed);
        int done = 0;
        int runs = 0;
        int begun = 0;
        while (done < kills) {
            Random random = new Random(seed + begun++);
            Round round = rounds.next(random);
            int end = Math.min(kills, done + 1 + random.nextInt(MOST_OF_ONE_JOB));
            boolean killed = true;
            while (killed && done < end) {
                killed = isKilled(round, new Random(seed * 31 + runs));
                done += killed ? 1 : 0;
                runs++;
                round.isSound();
                if (killed && done % REPORTED == 0) {
                    System.out.printf("%d kills of %s in %d runs of %d jobs so far%n", done, what, runs, begun);
                }
            }
            round.finish();
        }
        System.out.printf(
                "%d kills of %s in %d runs of %d jobs: nothing lost, nothing twice%n", done, what, runs, begun);
    }

    private boolean isKilled(Round round, Random random) throws IOException, InterruptedException {
        Victim victim = round.run(List.of(), CrashLab.SLOWLY);
        boolean early = random.nextInt(8) == 0;
        int delay = (int) (random.nextDouble() * span);
        return early ? victim.isKilledAfter(delay) : victim.isKilledWithin(delay);
    }
}
