package org.alyxtransfer.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.alyxtransfer.plan.Permits;
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
    private final LevelWatch watch = new LevelWatch(files, new LevelFinder(1, 8, 64), troubles::get, time);

    @Test
    void repeatedOperationsLowerTheNumberOfFilesAtOnce() {
        Sinks.Many<TransferEvent> events = Sinks.many().unicast().onBackpressureBuffer();

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
                .expectNext(new TransferEvent.Paced(32, "files of 16 KiB on the average"))
                .thenConsumeWhile(planned::equals)
                .verifyComplete();

        assertThat(filesAtOnce()).isEqualTo(32);
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
        Sinks.Many<TransferEvent> events = Sinks.many().unicast().onBackpressureBuffer();
        long enough = 8L * LevelWatch.TELLING_ROUNDS;

        StepVerifier.create(paced(events))
                .expectNext(new TransferEvent.Paced(8, "start"))
                .then(this::takeAll)
                .then(() -> verify(events, enough))
                .then(() -> time.advanceTimeBy(LevelWatch.TICK)) // the start tells nothing
                .then(() -> verify(events, enough))
                .then(() -> time.advanceTimeBy(LevelWatch.TICK))
                .expectNext(new TransferEvent.Paced(16, "trying"))
                .then(events::tryEmitComplete)
                .verifyComplete();
    }

    @Test
    void fewFilesTellAfterAWholeSpan() {
        Sinks.Many<TransferEvent> events = Sinks.many().unicast().onBackpressureBuffer();
        long tooFew = 8L * LevelWatch.TELLING_ROUNDS - 1;

        StepVerifier.create(paced(events))
                .expectNext(new TransferEvent.Paced(8, "start"))
                .then(this::takeAll)
                .then(() -> time.advanceTimeBy(LevelWatch.SPAN))
                .then(() -> verify(events, tooFew))
                .then(() -> time.advanceTimeBy(LevelWatch.SPAN.minus(LevelWatch.TICK)))
                .expectNoEvent(Duration.ZERO)
                .then(() -> time.advanceTimeBy(LevelWatch.TICK))
                .expectNext(new TransferEvent.Paced(16, "trying"))
                .then(events::tryEmitComplete)
                .verifyComplete();
    }

    @Test
    void theSpanInWhichTheNumberChangedEndsWithATick() {
        Sinks.Many<TransferEvent> events = Sinks.many().unicast().onBackpressureBuffer();

        StepVerifier.create(paced(events))
                .expectNext(new TransferEvent.Paced(8, "start"))
                .then(this::takeAll)
                .then(() -> time.advanceTimeBy(LevelWatch.SPAN))
                .then(() -> time.advanceTimeBy(LevelWatch.SPAN))
                .expectNext(new TransferEvent.Paced(16, "trying"))
                .then(() -> time.advanceTimeBy(LevelWatch.TICK))
                .then(() -> verify(events, 1))
                .then(() -> time.advanceTimeBy(LevelWatch.SPAN))
                .assertNext(event -> assertThat(event).extracting("files").isEqualTo(32))
                .then(events::tryEmitComplete)
                .verifyComplete();
    }

    @Test
    void moreOfTheSameTroubleLowersTheNumberOnceASpan() {
        Sinks.Many<TransferEvent> events = Sinks.many().unicast().onBackpressureBuffer();

        StepVerifier.create(paced(events))
                .expectNext(new TransferEvent.Paced(8, "start"))
                .then(() -> troubles.incrementAndGet())
                .then(() -> time.advanceTimeBy(LevelWatch.SPAN))
                .expectNext(new TransferEvent.Paced(4, "1 operations had to be repeated"))
                .then(() -> troubles.incrementAndGet())
                .then(() -> time.advanceTimeBy(LevelWatch.SPAN.minus(LevelWatch.TICK)))
                .expectNoEvent(Duration.ZERO)
                .then(() -> time.advanceTimeBy(LevelWatch.TICK))
                .expectNext(new TransferEvent.Paced(2, "1 operations had to be repeated"))
                .then(events::tryEmitComplete)
                .verifyComplete();
    }

    private Flux<TransferEvent> paced(Sinks.Many<TransferEvent> events) {
        return watch.around(events.asFlux()).filter(TransferEvent.Paced.class::isInstance);
    }

    private static void verify(Sinks.Many<TransferEvent> events, long files) {
        for (long i = 0; i < files; i++) {
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
