package org.alyxtransfer.sandbox.alyx;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.test.publisher.PublisherProbe;
import reactor.test.publisher.TestPublisher;

/** A server works on no more requests than it has workers. */
class WorkersTest {
    private final Workers workers = new Workers(() -> 2);
    private final TestPublisher<String> first = TestPublisher.create();
    private final TestPublisher<String> second = TestPublisher.create();
    private final PublisherProbe<String> third = PublisherProbe.of(Mono.just("third"));

    @Test
    void theThirdRequestWaitsUntilAWorkerIsFree() {
        Disposable one = workers.work(first.mono()).subscribe();
        Disposable two = workers.work(second.mono()).subscribe();
        Disposable three = workers.work(third.mono()).subscribe();
        third.assertWasNotSubscribed();

        first.complete();

        third.assertWasSubscribed();
        assertThat(three.isDisposed()).isTrue();
        assertThat(one.isDisposed()).isTrue();
        two.dispose();
    }

    @Test
    void aRequestGivenUpWhileWaitingTakesNoWorker() {
        Disposable one = workers.work(first.mono()).subscribe();
        Disposable two = workers.work(second.mono()).subscribe();
        workers.work(Mono.never()).subscribe().dispose();

        first.complete();

        StepVerifier.create(workers.work(third.mono())).expectNext("third").verifyComplete();
        one.dispose();
        two.dispose();
    }

    @Test
    void aRequestThatIsCancelledOrFailsGivesItsWorkerBack() {
        workers.work(first.mono()).subscribe().dispose();
        workers.work(second.mono()).subscribe(value -> {}, error -> {});
        second.error(new IllegalStateException("failed"));

        StepVerifier.create(workers.work(third.mono())
                        .zipWith(workers.work(Mono.just("fourth")))
                        .map(both -> both.getT1() + both.getT2()))
                .expectNext("thirdfourth")
                .verifyComplete();
    }
}
