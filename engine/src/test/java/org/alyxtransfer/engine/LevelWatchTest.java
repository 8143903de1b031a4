package org.alyxtransfer.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.alyxtransfer.plan.Permits;
import org.alyxtransfer.plan.PlannedFile.ToMove;
import org.alyxtransfer.plan.TransferEvent;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

class LevelWatchTest {
    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final AtomicLong troubles = new AtomicLong();
    private final Permits files = new Permits(64);
    private final Sinks.Many<TransferEvent> events = Sinks.many().unicast().onBackpressureBuffer();
    private Processors processors = new Processors(0.8, Double.NaN);
    private final LevelWatch watch =
            new LevelWatch(files, new LevelFinder(1, 8, 64), troubles::get, () -> processors, time);

    @Test
    void repeatedOperationsLowerTheNumberOfFilesAtOnce() {
        StepVerifier.create(watch.around(events.asFlux()))
                .expectNext(new TransferEvent.Paced(8, "start"))
                .then(() -> {
                    troubles.addAndGet(3);
                    time.advanceTimeBy(LevelWatch.SPAN);
                })
                .assertNext(event ->
                        assertThat(event).isEqualTo(new TransferEvent.Paced(4, "3 operations had to be repeated")))
                .then(() -> time.advanceTimeBy(LevelWatch.SPAN.multipliedBy(5)))
                .then(events::tryEmitComplete)
                .verifyComplete();

        assertThat(filesAtOnce()).isEqualTo(4);
    }

    @Test
    void withSmallFilesMoreAreMovedAtOnceAsSoonAsTheyAreKnown() {
        TransferEvent planned = new TransferEvent.Planned(FileToMove.sized(16 << 10));

        StepVerifier.create(watch.around(Flux.just(planned).repeat(LevelWatch.TELLING_FILES + 4)))
                .expectNext(new TransferEvent.Paced(8, "start"))
                .thenConsumeWhile(planned::equals)
                .expectNext(new TransferEvent.Paced(32, "half of the files are not above 16 KiB"))
                .thenConsumeWhile(planned::equals)
                .verifyComplete();

        assertThat(filesAtOnce()).isEqualTo(32);
    }

    @Test
    void whereHalfOfTheFilesAreSmallTheLargeOnesDoNotHoldThemUp() {
        int half = LevelWatch.TELLING_FILES / 2;
        Flux<TransferEvent> large =
                Flux.just(FileToMove.sized(1L << 30)).repeat(half - 2).map(TransferEvent.Planned::new);
        Flux<TransferEvent> small =
                Flux.just(FileToMove.sized(16 << 10)).repeat(half).map(TransferEvent.Planned::new);

        StepVerifier.create(watch.around(large.concatWith(small)).ofType(TransferEvent.Paced.class))
                .expectNext(new TransferEvent.Paced(8, "start"))
                .expectNext(new TransferEvent.Paced(32, "half of the files are not above 16 KiB"))
                .verifyComplete();
    }

    @Test
    void withLargeFilesItStaysAtItsStartUntilTheFirstSpansAreOver() {
        TransferEvent planned = new TransferEvent.Planned(FileToMove.sized(16 << 20));

        StepVerifier.create(watch.around(Flux.just(planned).repeat(LevelWatch.TELLING_FILES + 4)))
                .expectNext(new TransferEvent.Paced(8, "start"))
                .thenConsumeWhile(planned::equals)
                .verifyComplete();

        assertThat(filesAtOnce()).isEqualTo(8);
    }

    @Test
    void manySmallFilesTellWithinATick() {
        int enough = 8 * LevelWatch.TELLING_ROUNDS;
        takeAll();
        List<String> told = told();

        verify(enough);
        time.advanceTimeBy(LevelWatch.TICK); // the start tells nothing
        verify(enough);
        time.advanceTimeBy(LevelWatch.TICK);

        assertThat(told).containsExactly("8 start", "16 trying");
    }

    @Test
    void fewFilesTellAfterAWholeSpan() {
        takeAll();
        List<String> told = told();

        time.advanceTimeBy(LevelWatch.TICK); // the start tells nothing
        verify(8 * LevelWatch.TELLING_ROUNDS - 1);
        time.advanceTimeBy(LevelWatch.SPAN.minus(LevelWatch.TICK));
        assertThat(told).containsExactly("8 start");
        time.advanceTimeBy(LevelWatch.TICK);

        assertThat(told).containsExactly("8 start", "16 trying");
    }

    @Test
    void whereAFileCostsMoreThanAssumedWhatWasMeasuredBeforeIsForgotten() {
        takeAll();
        List<String> told = told();

        time.advanceTimeBy(LevelWatch.TICK);
        verify(1);
        time.advanceTimeBy(LevelWatch.SPAN);
        assertThat(told).containsExactly("8 start", "16 trying");
        move(8, 16 << 10, Duration.ofMillis(10)); // as long as 10 MiB
        move(2, 64 << 20, Duration.ofMillis(74));
        time.advanceTimeBy(LevelWatch.SPAN);
        verify(1);
        time.advanceTimeBy(LevelWatch.SPAN.multipliedBy(2));

        assertThat(told).startsWith("8 start", "16 trying", "32 trying");
    }

    @Test
    void withBusyProcessorsASmallGainOfThisProcessOwnTimeCounts() {
        takeAll();
        List<String> told = told();

        processors = new Processors(1.0, 7.0);
        time.advanceTimeBy(LevelWatch.TICK);
        verify(50);
        processors = new Processors(1.0, 7.3);
        time.advanceTimeBy(LevelWatch.SPAN);
        assertThat(told).containsExactly("8 start", "16 trying");
        processors = new Processors(1.0, 7.4);
        time.advanceTimeBy(LevelWatch.TICK);
        verify(54);
        processors = new Processors(1.0, 7.7);
        time.advanceTimeBy(LevelWatch.SPAN);

        assertThat(told).containsExactly("8 start", "16 trying", "32 +8 % against 8 at once");
    }

    @Test
    void theSpanInWhichTheNumberChangedEndsWithATick() {
        takeAll();
        List<String> told = told();

        time.advanceTimeBy(LevelWatch.TICK);
        verify(1);
        time.advanceTimeBy(LevelWatch.SPAN);
        assertThat(told).containsExactly("8 start", "16 trying");
        time.advanceTimeBy(LevelWatch.TICK);
        verify(2);
        time.advanceTimeBy(LevelWatch.SPAN);

        assertThat(told).hasSize(3).last().asString().startsWith("32 ");
    }

    @Test
    void moreOfTheSameTroubleLowersTheNumberOnceASpan() {
        List<String> told = told();

        troubles.incrementAndGet();
        time.advanceTimeBy(LevelWatch.TICK);
        troubles.incrementAndGet();
        time.advanceTimeBy(LevelWatch.SPAN.minus(LevelWatch.TICK));
        assertThat(told).hasSize(2).last().asString().startsWith("4 ");
        time.advanceTimeBy(LevelWatch.TICK);

        assertThat(told).hasSize(3).last().asString().startsWith("2 ");
    }

    /** The numbers so far, each with its reason. */
    private List<String> told() {
        List<String> told = new ArrayList<>();
        watch.around(events.asFlux())
                .ofType(TransferEvent.Paced.class)
                .subscribe(paced -> told.add(paced.files() + " " + paced.why()));
        return told;
    }

    private void move(int files, int bytes, Duration each) {
        for (int i = 0; i < files; i++) {
            ToMove file = FileToMove.sized(bytes);
            events.emitNext(new TransferEvent.Started(file), Sinks.EmitFailureHandler.FAIL_FAST);
            time.advanceTimeBy(each);
            events.emitNext(new TransferEvent.Verified(file, Set.of(), "STREAM"), Sinks.EmitFailureHandler.FAIL_FAST);
        }
    }

    private void verify(int files) {
        for (int i = 0; i < files; i++) {
            events.emitNext(
                    new TransferEvent.Verified(FileToMove.sized(16 << 10), Set.of(), "STREAM"),
                    Sinks.EmitFailureHandler.FAIL_FAST);
        }
    }

    /** As many files move as may, whatever their number. */
    private void takeAll() {
        for (int i = 0; i < 100; i++) {
            files.acquire().subscribe();
        }
    }

    private long filesAtOnce() {
        AtomicLong moving = new AtomicLong();
        for (int i = 0; i < 100; i++) {
            files.acquire().subscribe(permit -> moving.incrementAndGet());
        }
        return moving.get();
    }

    @Test
    void theWatchEndsWithTheEventsOrTheirFailure() {
        StepVerifier.create(watch.around(Flux.error(new IllegalStateException("gone"))))
                .expectNext(new TransferEvent.Paced(8, "start"))
                .verifyErrorMessage("gone");
        assertThat(time.getScheduledTaskCount()).isLessThanOrEqualTo(1);
    }
}
