package org.alyxtransfer.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.alyxtransfer.engine.LevelFinder.Change;
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
        return new Span(rate, 0, true, Double.NaN, Double.NaN);
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
    void whereMoreFilesAreSlowerItTriesFewer() {
        assertThat(run(40, level -> 100.0 / level)).last().isEqualTo(1);
        assertThat(run(1, level -> 100.0)).containsOnly(1);
    }

    @Test
    void fewerThatGainNothingAreTakenBack() {
        List<Integer> levels = run(40, level -> level <= 8 ? 100 : 50);

        assertThat(levels).contains(16, 4).doesNotContain(2).last().isEqualTo(8);
    }

    @Test
    void aSlowSpanAloneIsNoReasonToTryFewer() {
        List<Integer> levels = run(4, level -> level <= 8 ? 100 : 50);
        assertThat(levels).last().isEqualTo(8);

        levels = run(40, level -> 50);

        assertThat(levels).containsOnly(8);
    }

    @Test
    void withIdleProcessorsTheFirstStepIsALargerOne() {
        assertThat(levels(2, 0.6, level -> level)).containsExactly(8, 32);
        assertThat(levels(3, 0.6, level -> level)).containsExactly(32, 64, 64);
    }

    @Test
    void whereTheLargerStepGainsNothingItIsTakenBack() {
        assertThat(levels(40, 0.6, level -> 100))
                .contains(32)
                .doesNotContain(64)
                .last()
                .isEqualTo(8);
    }

    @Test
    void withProcessorsAtWorkTheFirstStepDoubles() {
        assertThat(levels(2, 0.8, level -> level)).containsExactly(8, 16);
    }

    private List<Integer> levels(int spans, double load, IntToDoubleFunction speed) {
        List<Integer> levels = new ArrayList<>();
        for (int i = 0; i < spans; i++) {
            finder.after(new Span(speed.applyAsDouble(finder.level()), 0, true, load, Double.NaN));
            levels.add(finder.level());
        }
        return levels;
    }

    @Test
    void withBusyProcessorsFewerAreNotTried() {
        List<Integer> levels = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            finder.after(new Span(100.0 / finder.level(), 0, true, 1.0, Double.NaN));
            levels.add(finder.level());
        }

        assertThat(levels).contains(16).doesNotContain(4).last().isEqualTo(8);
    }

    @Test
    void aNumberThatGainedIsNotGivenUpForFewer() {
        List<Integer> levels = run(40, level -> level <= 16 ? 100 * level : 50);

        assertThat(levels).contains(32).doesNotContain(4).last().isEqualTo(16);
    }

    @Test
    void withSmallFilesItBeginsHigherAndGoesOnFromThere() {
        assertThat(finder.beforeFilesOf(16 << 10)).hasValue(new Change(32, "half of the files are not above 16 KiB"));

        assertThat(run(4, level -> level)).last().isEqualTo(64);
    }

    @Test
    void smallFilesOnASlowDiskComeDownAgain() {
        finder.beforeFilesOf(100);

        assertThat(run(40, level -> 100.0 / Math.max(4, level))).last().isEqualTo(4);
    }

    @Test
    void withLargeFilesItBeginsWithAFew() {
        assertThat(finder.beforeFilesOf(1L << 40)).isEmpty();
        assertThat(finder.beforeFilesOf(4 << 20)).isEmpty();

        assertThat(finder.beforeFilesOf(2 << 20)).map(Change::files).hasValue(16);
    }

    @Test
    void neverBeginsAboveTheMostThereMayBe() {
        assertThat(new LevelFinder(1, 8, 12).beforeFilesOf(0))
                .map(Change::files)
                .hasValue(12);
        assertThat(new LevelFinder(1, 8, 8).beforeFilesOf(0)).isEmpty();
    }

    @Test
    void sizesSayNothingOnceSomethingWasMeasuredOrWentWrong() {
        run(2, level -> 100);
        assertThat(finder.beforeFilesOf(100)).isEmpty();

        LevelFinder throttled = new LevelFinder(1, 8, 64);
        throttled.after(new Span(1_000, 1, true, Double.NaN, Double.NaN));
        assertThat(throttled.beforeFilesOf(100)).isEmpty();
    }

    @Test
    void theSpanInWhichTheNumberChangedIsNoEvidence() {
        finder.after(span(1)); // the first span holds the start of all connections
        finder.after(span(100));
        assertThat(finder.level()).isEqualTo(16);

        finder.after(span(1_000));
        finder.after(span(100));
        finder.after(span(100));

        assertThat(finder.level()).isEqualTo(8);
    }

    @Test
    void oneSpanThatBringsNoMoreIsNoReasonToGoBack() {
        rates(0, 100, 0, 97, 125, 0, 90, 90);

        assertThat(finder.level()).isEqualTo(16);
    }

    @Test
    void aSpanThatBringsFarLessIs() {
        rates(0, 100, 0, 80);

        assertThat(finder.level()).isEqualTo(8);
    }

    @Test
    void whatOneSlowSpanDecidedIsTriedOnceMore() {
        rates(0, 125, 0, 128, 128); // the first span promised too much
        assertThat(finder.level()).isEqualTo(8);

        List<Integer> levels = run(LevelFinder.PATIENCE + 10, level -> level <= 8 ? 100 : 130);

        assertThat(levels).last().isEqualTo(16);
    }

    @Test
    void whereMoreAreFarSlowerThatIsTriedSeldom() {
        List<Integer> levels =
                run(4 + LevelFinder.PATIENCE_WHERE_MORE_ARE_SLOWER, level -> level <= 8 ? 12.5 * level : 50);

        assertThat(levels.stream().filter(level -> level > 8)).hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void thatFewerAreFarSlowerSaysNothingOfMore() {
        run(15, level -> level == 8 ? 100 : level > 8 ? 95 : 50);
        assertThat(finder.level()).isEqualTo(8);

        List<Integer> levels = run(LevelFinder.PATIENCE, level -> level == 8 ? 100 : level > 8 ? 95 : 50);

        assertThat(levels).contains(16);
    }

    @Test
    void whatStaysAsItIsIsTriedEverMoreSeldom() {
        List<Integer> levels = run(1_000, level -> 100);

        assertThat(levels.stream().filter(level -> level > 8)).hasSizeBetween(10, 40);
    }

    private void rates(double... rates) {
        for (double rate : rates) {
            finder.after(span(rate));
        }
    }

    @Test
    void troubleHalvesAtOnceDownToTheLeast() {
        List<Integer> levels = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            finder.after(new Span(1_000, 1, true, Double.NaN, Double.NaN));
            levels.add(finder.level());
        }

        assertThat(levels).containsExactly(4, 2, 1, 1, 1);
    }

    @Test
    void afterTroubleItClimbsAgainOnceItIsQuiet() {
        finder.after(new Span(1_000, 3, true, Double.NaN, Double.NaN));
        List<Integer> quiet = run(LevelFinder.CALM - 1, level -> level);
        assertThat(quiet).containsOnly(4);

        assertThat(run(20, level -> level)).last().isEqualTo(64);
    }

    @Test
    void withFewerFilesThanThereMayBeNothingIsConcluded() {
        for (int i = 0; i < 20; i++) {
            finder.after(new Span(100 * i, 0, false, Double.NaN, Double.NaN));
        }

        assertThat(finder.level()).isEqualTo(8);
    }

    @Test
    void withBusyProcessorsASmallGainIsNone() {
        double[] rates = {0, 100, 0, 107, 107};
        for (double rate : rates) {
            finder.after(new Span(rate, 0, true, 1.0, Double.NaN));
        }

        assertThat(finder.level()).isEqualTo(8);
    }

    @Test
    void withBusyProcessorsASmallGainCountsWhereThisProcessAlsoDoesMoreWithItsOwnTime() {
        double[] rates = {0, 100, 0, 107, 107};
        for (double rate : rates) {
            finder.after(new Span(rate, 0, true, 1.0, 0.9));
        }

        assertThat(finder.level()).isEqualTo(32);
    }

    @Test
    void whatItGainsByTakingMoreOfTheProcessorsIsNone() {
        double[] rates = {0, 100, 0, 107, 107};
        for (double rate : rates) {
            finder.after(new Span(rate, 0, true, 1.0, 0.9 * rate / 100));
        }

        assertThat(finder.level()).isEqualTo(8);
    }

    @Test
    void aSpanThatBroughtNothingIsNoEvidence() {
        for (int i = 0; i < 10; i++) {
            assertThat(finder.after(new Span(0, 0, true, 0.5, Double.NaN))).isEmpty();
        }

        assertThat(finder.level()).isEqualTo(8);
    }

    @Test
    void inAnotherUnitWhatWasMeasuredBeforeMeansNothing() {
        run(40, level -> 1_000.0 * Math.min(level, 16));
        assertThat(finder.level()).isEqualTo(16);

        finder.forget();

        assertThat(finder.after(span(1))).hasValue(new Change(32, "trying"));
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
            if (random.nextInt(50) == 0) {
                finder.beforeFilesOf(random.nextLong(1L << 32));
            }
            finder.after(new Span(
                    random.nextInt(5) == 0 ? 0 : random.nextDouble() * 1e9,
                    random.nextInt(10) == 0 ? random.nextInt(100) : 0,
                    random.nextBoolean(),
                    random.nextDouble(),
                    random.nextDouble()));
            assertThat(finder.level()).as("seed %d, step %d", seed, i).isBetween(1, 64);
        }
    }
}
