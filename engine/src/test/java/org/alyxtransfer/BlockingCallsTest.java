package org.alyxtransfer;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** Proves that BlockHound is on in this JVM. */
class BlockingCallsTest {
    @Test
    void sleepingOnACpuSchedulerIsCaught() {
        assertThatThrownBy(() -> Mono.delay(Duration.ofMillis(1))
                        .doOnNext(tick -> sleep())
                        .block())
                .hasRootCauseInstanceOf(reactor.blockhound.BlockingOperationError.class);
    }

    private static void sleep() {
        try {
            Thread.sleep(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
