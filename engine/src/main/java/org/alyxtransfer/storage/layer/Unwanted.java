package org.alyxtransfer.storage.layer;

import reactor.core.publisher.Mono;

/** What was opened just when its caller cancelled: a repetition keeps it from the caller, so that nobody else closes it. */
final class Unwanted {
    private Unwanted() {}

    static void end(Mono<Void> close) {
        close.onErrorComplete().subscribe();
    }
}
