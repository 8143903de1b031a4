package org.alyxtransfer.register;

import org.alyxtransfer.dataset.SessionPath;
import reactor.core.publisher.Flux;

/** Registers the verified files of sessions. */
public interface SessionRegistrar {
    /**
     * Registers the files of one session as they come; every file gets a {@link RegisterStep.Known} or {@link
     * RegisterStep.Refused}. Takes files as fast as they come, and never has two requests of a session in flight.
     */
    Flux<RegisterStep> register(SessionPath session, Flux<VerifiedFile> files);
}
