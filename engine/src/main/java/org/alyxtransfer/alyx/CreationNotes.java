package org.alyxtransfer.alyx;

import java.time.Instant;
import org.alyxtransfer.dataset.SessionPath;
import reactor.core.publisher.Mono;

/**
 * Remembers, longer than this process lives, which sessions Alyx was asked to create: a request whose process was killed may
 * still be carried out, and a second one would make a second session.
 */
public interface CreationNotes {
    /** Forgets at once. */
    CreationNotes NONE = new CreationNotes() {
        @Override
        public Mono<Void> asking(SessionPath session, Instant since) {
            return Mono.empty();
        }

        @Override
        public Mono<Instant> asked(SessionPath session) {
            return Mono.empty();
        }
    };

    /** Completes when it is noted that the session is asked for now; the request leaves after that. */
    Mono<Void> asking(SessionPath session, Instant since);

    /** When it was asked for last; empty when it never was. */
    Mono<Instant> asked(SessionPath session);
}
