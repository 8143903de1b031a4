package org.alyxtransfer.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicBoolean;
import org.alyxtransfer.dataset.FilePath;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;
import reactor.test.publisher.PublisherProbe;

class LeasesTest {
    private static final FilePath FOLDER = FilePath.of("session");
    private static final FilePath FILE = FilePath.of("session/alf/file");

    private final Leases leases = new Leases();
    private final AtomicBoolean isHeld = new AtomicBoolean(true);
    private final AtomicBoolean isReleased = new AtomicBoolean();
    private final PublisherProbe<String> step = PublisherProbe.of(Mono.just("done"));

    private Lease kept() {
        return leases.keep(FOLDER, new Lease() {
            @Override
            public Mono<Void> confirm() {
                return Mono.defer(
                        () -> isHeld.get() ? Mono.empty() : Mono.error(Lease.lost("session", "it is another's")));
            }

            @Override
            public Mono<Void> release() {
                return Mono.fromRunnable(() -> isReleased.set(true));
            }
        });
    }

    private Mono<Void> stepAfter(Sinks.Empty<Void> waiting) {
        return leases.naming(
                FILE,
                confirmed -> waiting.asMono().then(confirmed).then(step.mono()).then());
    }

    @Test
    void aStepThatIsRepeatedAsksEachTime() {
        Lease lease = kept();
        Mono<String> again = leases.writing(FILE, step.mono());

        StepVerifier.create(again).expectNext("done").verifyComplete();
        isHeld.set(false);
        StepVerifier.create(again).verifyErrorMatches(Lease::isLost);
        StepVerifier.create(lease.release()).verifyComplete();
        StepVerifier.create(again).verifyErrorMatches(Lease::isLost);

        assertThat(step.subscribeCount()).isEqualTo(1);
    }

    @Test
    void filesOfOtherFoldersAreNobodysBusiness() {
        Lease lease = kept();
        isHeld.set(false);

        StepVerifier.create(leases.writing(FilePath.of("session2/file"), step.mono()))
                .expectNext("done")
                .verifyComplete();
        StepVerifier.create(lease.confirm()).verifyErrorMatches(Lease::isLost);
    }

    @Test
    void aLeaseIsReleasedWhenTheStepsUnderItHaveEnded() {
        Lease lease = kept();
        Sinks.Empty<Void> waiting = Sinks.empty();
        StepVerifier running =
                StepVerifier.create(stepAfter(waiting)).expectComplete().verifyLater();

        StepVerifier releasing =
                StepVerifier.create(lease.release()).expectComplete().verifyLater();
        assertThat(isReleased).isFalse();
        StepVerifier.create(leases.writing(FILE, Mono.just("late"))).verifyErrorMatches(Lease::isLost);
        waiting.tryEmitEmpty().orThrow();

        running.verify();
        releasing.verify();
        assertThat(isReleased).isTrue();
        StepVerifier.create(leases.writing(FILE, Mono.just("without a lease")))
                .expectNextCount(1)
                .verifyComplete();
    }

    @Test
    void whatWaitedIsNotDoneOnceTheLeaseIsLost() {
        Lease lease = kept();
        Sinks.Empty<Void> waiting = Sinks.empty();
        StepVerifier running = StepVerifier.create(stepAfter(waiting))
                .expectErrorMatches(Lease::isLost)
                .verifyLater();

        isHeld.set(false);
        waiting.tryEmitEmpty().orThrow();

        running.verify();
        step.assertWasNotSubscribed();
        StepVerifier.create(lease.release()).verifyComplete();
    }

    @Test
    void aCancelStopsNoRenameAndTheLeaseIsNotReleasedBeforeItsEnd() {
        Lease lease = kept();
        Sinks.Empty<Void> answer = Sinks.empty();
        leases.naming(FILE, answer.asMono().then(step.mono()).then())
                .subscribe()
                .dispose();

        StepVerifier releasing =
                StepVerifier.create(lease.release()).expectComplete().verifyLater();
        assertThat(isReleased).isFalse();
        answer.tryEmitEmpty().orThrow();

        releasing.verify();
        step.assertWasSubscribed();
        assertThat(isReleased).isTrue();
    }

    @Test
    void whatIsRepeatedAfterTheLeaseWasGivenBackFailsAlsoUnderTheNextOne() {
        Lease lease = kept();
        Mono<Void> discarding = leases.naming(FILE, step.mono().then());
        StepVerifier.create(discarding).verifyComplete();

        StepVerifier.create(lease.release()).verifyComplete();
        StepVerifier.create(discarding).verifyErrorMatches(Lease::isLost);
        Lease next = kept();
        StepVerifier.create(discarding).verifyErrorMatches(Lease::isLost);

        assertThat(step.subscribeCount()).isEqualTo(1);
        StepVerifier.create(next.release()).verifyComplete();
    }
}
