package org.alyxtransfer.register;

import org.alyxtransfer.dataset.SessionPath;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Registers the verified files of sessions. */
public interface SessionRegistrar {
    /**
     * Registers the files of one session as they come; every file gets a {@link RegisterStep.Known} or {@link
     * RegisterStep.Refused}. Takes files as fast as they come, and never has two requests of a session in flight.
     *
     * @param held completes while the session may be changed, and is asked before each request; files of one that may not
     *     are refused with its failure, and not sent
     */
    Flux<RegisterStep> register(SessionPath session, Mono<Void> held, Flux<VerifiedFile> files);
}
