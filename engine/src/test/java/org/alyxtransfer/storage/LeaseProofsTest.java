package org.alyxtransfer.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

class LeaseProofsTest {
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicBoolean isConnected = new AtomicBoolean();

    @Test
    void aFreshProofCountsWhileItsConnectionIsThere() {
        LeaseProofs proofs = proofs(Mono.empty());
        isConnected.set(true);

        StepVerifier.create(proofs.confirm()).verifyComplete();
        isConnected.set(false);
        StepVerifier.create(proofs.confirm()).verifyComplete();

        assertThat(asked).hasValue(1);
    }

    @Test
    void manyWhoWantToKnowAtOnceAskOnce() {
        Sinks.Empty<Void> answer = Sinks.empty();
        LeaseProofs proofs = proofs(answer.asMono());

        StepVerifier.create(Mono.when(proofs.confirm(), proofs.confirm(), proofs.confirm()))
                .then(() -> answer.tryEmitEmpty().orThrow())
                .verifyComplete();

        assertThat(asked).hasValue(1);
    }

    @Test
    void aProofIsAsOldAsItsQuestion() {
        LeaseProofs proofs =
                proofs(Mono.delay(LeaseProofs.FRESH.plusMillis(100)).then());
        StepVerifier.create(proofs.confirm()).verifyComplete();
        isConnected.set(true);

        StepVerifier.create(proofs.confirm()).verifyComplete();

        assertThat(asked).hasValue(2);
    }

    @Test
    void aLostLeaseStaysLost() {
        LeaseProofs proofs = proofs(Mono.error(Lease.lost("session", "it is another's")));

        StepVerifier.create(proofs.confirm()).verifyErrorMatches(e -> kindOf(e) == Kind.LEASE_LOST);
        isConnected.set(true);
        StepVerifier.create(proofs.confirm()).verifyErrorMatches(e -> kindOf(e) == Kind.LEASE_LOST);

        assertThat(asked).hasValue(1);
    }

    @Test
    void whatNobodyCouldTellIsAskedAgain() {
        LeaseProofs proofs = proofs(Mono.error(new TransferException(Kind.UNREACHABLE, "nas", "away")));

        StepVerifier.create(proofs.confirm()).verifyErrorMatches(e -> kindOf(e) == Kind.UNREACHABLE);
        StepVerifier.create(proofs.confirm()).verifyErrorMatches(e -> kindOf(e) == Kind.UNREACHABLE);

        assertThat(asked).hasValue(2);
    }

    private LeaseProofs proofs(Mono<Void> answer) {
        return new LeaseProofs(answer.doOnSubscribe(subscribed -> asked.incrementAndGet()), isConnected::get);
    }

    private static Kind kindOf(Throwable failure) {
        return ((TransferException) failure).kind();
    }
}
