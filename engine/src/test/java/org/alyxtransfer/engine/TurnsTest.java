package org.alyxtransfer.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.alyxtransfer.dataset.FilePath;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import reactor.test.publisher.TestPublisher;

class TurnsTest {
    private static final FilePath FOLDER = FilePath.of("COGP-003/2022-01-11/001");

    private final Turns turns = new Turns();

    @Test
    void secondWaitsUntilTheFirstIsDoneAndThenTheFolderIsForgotten() {
        Sinks.Empty<Object> first = Sinks.empty();
        TestPublisher<Object> second = TestPublisher.create();
        turns.during(FOLDER, () -> first.asMono().flux()).subscribe();
        turns.during(FOLDER, second::flux).subscribe();

        second.assertWasNotSubscribed();
        first.tryEmitEmpty();
        second.assertSubscribers(1);
        assertThat(turns.size()).isEqualTo(1);
        second.complete();
        assertThat(turns.size()).isZero();
    }

    @Test
    void whoNoLongerWaitsIsForgotten() {
        Disposable works = turns.during(FOLDER, Flux::never).subscribe();
        Disposable waits = turns.during(FOLDER, Flux::never).subscribe();

        waits.dispose();
        works.dispose();

        assertThat(turns.size()).isZero();
    }
}
