package org.alyxtransfer.storage.layer;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.storage.MemoryBudget;
import org.alyxtransfer.storage.StagingTarget;
import org.alyxtransfer.storage.Storage.OnExisting;
import org.alyxtransfer.storage.memory.MemoryStorage;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

/** What the meters of a storage show. */
class MeteredStorageTest {
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Faults faults = new Faults();
    private final MeteredStorage storage = new MeteredStorage(
            new FaultyStorage(new MemoryStorage(new MemoryBudget(1 << 20)), faults), meters, "share");

    @Test
    void operationsAreCountedByOutcomeAndBytesByDirection() {
        faults.fail(Operation.STAT, Faults.nth(2), Kind.TIMEOUT);
        StepVerifier.create(storage.putSmall(
                                new StagingTarget(FilePath.of(".s"), 1000, Instant.EPOCH),
                                reactor.core.publisher.Mono::just)
                        .flatMap(staged -> storage.publish(staged, FilePath.of("secret-subject"), OnExisting.FAIL)))
                .verifyComplete();
        StepVerifier.create(storage.stat(FilePath.of("secret-subject")))
                .expectNextCount(1)
                .verifyComplete();
        StepVerifier.create(storage.stat(FilePath.of("secret-subject"))).verifyError();

        assertThat(count("put-small", "done")).isEqualTo(1);
        assertThat(count("publish", "done")).isEqualTo(1);
        assertThat(count("stat", "done")).isEqualTo(1);
        assertThat(count("stat", "timeout")).isEqualTo(1);
        assertThat(meters.get("alyx.storage.bytes")
                        .tag("role", "share")
                        .tag("operation", "put-small")
                        .counter()
                        .count())
                .isEqualTo(1000);
        assertThat(meters.getMetersAsString()).doesNotContain("secret-subject");
    }

    private long count(String operation, String outcome) {
        return meters.get("alyx.storage.operations")
                .tag("role", "share")
                .tag("operation", operation)
                .tag("outcome", outcome)
                .timer()
                .count();
    }
}
