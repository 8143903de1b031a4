package org.alyxtransfer.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.alyxtransfer.dataset.FilePath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

@Timeout(10)
class FirstOfFolderTest {
    private static final FilePath ALF = FilePath.of("COGP-003/2022-01-11/001/alf");

    private final FirstOfFolder firsts = new FirstOfFolder();
    private final List<String> begun = new ArrayList<>();
    private final Sinks.Many<String> first = Sinks.many().unicast().onBackpressureBuffer();

    @Test
    void theOthersWaitUntilTheFolderIsThereAndNotForTheFirstFilesEnd() {
        Disposable going = subscribe(ALF, "first", first.asFlux());
        subscribe(ALF, "second", Flux.empty());
        assertThat(begun).containsExactly("first");

        first.tryEmitNext("started").orThrow();
        assertThat(begun).containsExactly("first");
        first.tryEmitNext("advanced").orThrow();

        assertThat(begun).containsExactly("first", "second");
        assertThat(going.isDisposed()).isFalse();
    }

    @Test
    void theyGoOnHoweverTheFirstEnds() {
        subscribe(ALF, "failing", first.asFlux());
        subscribe(ALF, "second", Flux.empty());
        first.tryEmitError(new IllegalStateException("a full disk")).orThrow();
        FilePath other = FilePath.of("COGP-003/2022-01-11/001/raw_video_data");
        Disposable cancelled = subscribe(other, "cancelled", Flux.never());
        subscribe(other, "third", Flux.empty());

        cancelled.dispose();

        assertThat(begun).containsExactly("failing", "second", "cancelled", "third");
    }

    @Test
    void anotherFolderHasItsOwnFirstAndLaterFilesWaitForNobody() {
        subscribe(ALF, "first", Flux.empty());
        subscribe(ALF, "later", Flux.never());
        subscribe(ALF, "latest", Flux.never());
        subscribe(FilePath.of("COGP-003/2022-01-11/001"), "other", Flux.never());

        assertThat(begun).containsExactly("first", "later", "latest", "other");
    }

    private Disposable subscribe(FilePath folder, String name, Flux<String> move) {
        return firsts.in(folder, move.doOnSubscribe(start -> begun.add(name)), "advanced"::equals)
                .onErrorComplete()
                .subscribe();
    }
}
