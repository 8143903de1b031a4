package org.alyxtransfer.automation.watch;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A place where something new may appear. */
interface Source {
    /** For people, and for the meters. */
    String name();

    /** Looks once, and notes in the state what is new. Fails where nothing could be looked at. */
    Mono<Look> look();

    /** Says when a look is worth while before its time; fails where that cannot be told (any more). */
    default Flux<?> hints() {
        return Flux.never();
    }
}
