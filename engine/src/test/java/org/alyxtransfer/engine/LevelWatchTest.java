package org.alyxtransfer.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.alyxtransfer.plan.Permits;
import org.alyxtransfer.plan.TransferEvent;
import org.junit.jupiter.api.Test;
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

        AtomicLong moving = new AtomicLong();
        for (int i = 0; i < 10; i++) {
            files.acquire().subscribe(permit -> moving.incrementAndGet());
        }
        assertThat(moving).hasValue(4);
    }

    @Test
    void theWatchEndsWithTheEventsOrTheirFailure() {
        StepVerifier.create(watch.around(reactor.core.publisher.Flux.error(new IllegalStateException("gone"))))
                .expectNext(new TransferEvent.Paced(8, "start"))
                .verifyErrorMessage("gone");
        assertThat(time.getScheduledTaskCount()).isLessThanOrEqualTo(1);
    }
}
