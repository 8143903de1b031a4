package org.alyxtransfer.storage;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.test.publisher.PublisherProbe;

class HeldSessionTest {
    private final AtomicBoolean isHeld = new AtomicBoolean(true);
    private final Lease lease = new Lease() {
        @Override
        public Mono<Void> confirm() {
            return Mono.defer(() -> isHeld.get() ? Mono.empty() : Mono.error(Lease.lost("session", "it is another's")));
        }

        @Override
        public Mono<Void> release() {
            return Mono.empty();
        }
    };

    @Test
    void aFileOfHoursIsEndedSoonAfterTheLeaseIsLost() {
        PublisherProbe<String> file = PublisherProbe.of(Flux.never());

        StepVerifier.withVirtualTime(() -> {
                    HeldSession held = HeldSession.by(lease);
                    return held.looking(held.during(file.flux(), item -> false));
                })
                .expectSubscription()
                .expectNoEvent(Duration.ofMinutes(5))
                .then(() -> isHeld.set(false))
                .thenAwait(Duration.ofSeconds(10))
                .verifyErrorMatches(Lease::isLost);

        file.assertWasCancelled();
    }

    @Test
    void whatIsWholeDoesNotFailAnyMore() {
        HeldSession held = HeldSession.by(lease);

        StepVerifier.create(held.during(Flux.just("whole").concatWith(Flux.never()), "whole"::equals))
                .expectNext("whole")
                .then(() -> {
                    isHeld.set(false);
                    assertThatThrownBy(() -> held.confirmed().block()).matches(Lease::isLost);
                })
                .verifyComplete();
    }

    @Test
    void nothingBeginsOnceTheLeaseIsLost() {
        PublisherProbe<String> file = PublisherProbe.empty();
        HeldSession held = HeldSession.by(lease);
        isHeld.set(false);

        StepVerifier.create(held.during(file.flux(), item -> false)).verifyErrorMatches(Lease::isLost);
        StepVerifier.create(held.untilLost(Flux.never())).verifyErrorMatches(Lease::isLost);

        file.assertWasNotSubscribed();
    }
}
