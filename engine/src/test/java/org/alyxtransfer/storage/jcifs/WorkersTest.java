package org.alyxtransfer.storage.jcifs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

/** What an operation's end looks like when it ends badly; no server is needed for it. */
class WorkersTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final JcifsSettings settings =
            JcifsSettings.of("localhost", "share", "user", () -> new char[0]).withLanes(1, 1);
    private final Workers workers = new Workers(settings, new Lanes(settings));

    @AfterEach
    void stop() {
        workers.close();
    }

    @Test
    void anErrorIsToldLikeAnyOtherFailureAndTheThreadGoesOn() {
        for (int i = 0; i < 3; i++) {
            AtomicInteger ends = new AtomicInteger();

            StepVerifier.create(workers.run("session/file", slot -> broken(), lane -> true, ends::incrementAndGet))
                    .expectErrorMatches(e -> e instanceof TransferException failure
                            && failure.kind() == Kind.UNEXPECTED
                            && failure.where().equals("session/file"))
                    .verify(PATIENCE);

            assertThat(ends).hasValue(1);
        }
    }

    private static boolean broken() {
        throw new LinkageError("a class that does not load");
    }
}
