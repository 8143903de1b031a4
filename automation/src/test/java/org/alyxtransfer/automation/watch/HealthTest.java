package org.alyxtransfer.automation.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

class HealthTest {
    private final TransferException leftOut =
            new TransferException(Kind.DENIED, "somewhere", "cannot be read and is left out");
    private final TransferException away = new TransferException(Kind.UNREACHABLE, "share", "is away");
    private final Source share = new Share();
    private final Health health = new Health(List.of(share), Duration.ofSeconds(60), Schedulers.parallel());

    @Test
    void thatASourceIsAwayIsWorthTellingOnceAlsoAfterALookThatLeftSomethingOut() {
        health.looked(share, Optional.of(leftOut));

        assertThat(health.failed(share, away)).isTrue();
        assertThat(health.failed(share, away)).isFalse();
        health.looked(share, Optional.empty());
        assertThat(health.failed(share, away)).isTrue();
    }

    private static final class Share implements Source {
        @Override
        public String name() {
            return "share";
        }

        @Override
        public Mono<Look> look() {
            return Mono.empty();
        }
    }
}
