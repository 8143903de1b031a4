package org.alyxtransfer.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.alyxtransfer.engine.LevelFinder.Span;
import org.junit.jupiter.api.Test;

class LevelFinderTest {
    private final LevelFinder finder = new LevelFinder(1, 8, 64);

    /** Levels after each of so many spans, with a server whose speed depends on the level. */
    private List<Integer> run(int spans, IntToDoubleFunction speed) {
        List<Integer> levels = new ArrayList<>();
        for (int i = 0; i < spans; i++) {
            finder.after(span(speed.applyAsDouble(finder.level())));
            levels.add(finder.level());
        }
        return levels;
    }

    private static Span span(double rate) {
        return new Span(rate, 0, true, Double.NaN);
    }

    @Test
    void climbsAsLongAsItGainsAndGoesBackToTheLastThatDid() {
        assertThat(run(40, level -> 100.0 * Math.min(level, 32))).last().isEqualTo(32);
    }

    @Test
    void climbsToTheMostThereMayBe() {
        List<Integer> levels = run(20, level -> level);

        assertThat(levels).contains(16, 32).last().isEqualTo(64);
    }

    @Test
    void staysAtItsStartWhenMoreGainsNothing() {
        assertThat(run(40, level -> 100)).last().isEqualTo(8);
    }

    @Test
    void onAShareThatMoreFilesSlowDownItStaysLow() {
        assertThat(run(40, level -> 100.0 / level)).last().isEqualTo(8);
    }

    @Test
    void theSpanInWhichTheNumberChangedIsNoEvidence() {
        finder.after(span(1)); // the first span holds the start of all connections
        finder.after(span(100));
        assertThat(finder.level()).isEqualTo(16);

        finder.after(span(1_000));
        finder.after(span(100));

        assertThat(finder.level()).isEqualTo(8);
    }

    @Test
    void troubleHalvesAtOnceDownToTheLeast() {
        List<Integer> levels = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            finder.after(new Span(1_000, 1, true, Double.NaN));
            levels.add(finder.level());
        }

        assertThat(levels).containsExactly(4, 2, 1, 1, 1);
    }

    @Test
    void afterTroubleItClimbsAgainOnceItIsQuiet() {
        finder.after(new Span(1_000, 3, true, Double.NaN));
        List<Integer> quiet = run(LevelFinder.CALM - 1, level -> level);
        assertThat(quiet).containsOnly(4);

        assertThat(run(20, level -> level)).last().isEqualTo(64);
    }

    @Test
    void withFewerFilesThanThereMayBeNothingIsConcluded() {
        for (int i = 0; i < 20; i++) {
            finder.after(new Span(100 * i, 0, false, Double.NaN));
        }

        assertThat(finder.level()).isEqualTo(8);
    }

    @Test
    void withBusyProcessorsASmallGainIsNone() {
        double[] rates = {0, 100, 0, 107};
        for (double rate : rates) {
            finder.after(new Span(rate, 0, true, 1.0));
        }

        assertThat(finder.level()).isEqualTo(8);
    }

    @Test
    void aServerThatBecomesSlowIsGivenLessAndOneThatBecomesFastMore() {
        run(40, level -> 100.0 * Math.min(level, 32));
        assertThat(finder.level()).isEqualTo(32);

        assertThat(run(60, level -> 50.0 * Math.min(level, 4))).last().satisfies(level -> assertThat(level)
                .isLessThan(32));
        assertThat(run(60, level -> 1_000.0 * level)).last().isEqualTo(64);
    }

    @Test
    void neverLeavesItsBoundsWhateverItSees() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            finder.after(new Span(
                    random.nextInt(5) == 0 ? 0 : random.nextDouble() * 1e9,
                    random.nextInt(10) == 0 ? random.nextInt(100) : 0,
                    random.nextBoolean(),
                    random.nextDouble()));
            assertThat(finder.level()).as("seed %d, step %d", seed, i).isBetween(1, 64);
        }
    }
}
