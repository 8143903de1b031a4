package org.alyxtransfer.engine;

import java.time.Instant;
import org.alyxtransfer.alyx.CreationNotes;
import org.alyxtransfer.dataset.SessionPath;
import org.alyxtransfer.journal.Journal;
import reactor.core.publisher.Mono;

/** Which sessions a job has asked for, in its journal. */
public record JournaledCreations(Journal journal) implements CreationNotes {
    @Override
    public Mono<Void> asking(SessionPath session, Instant since) {
        return journal.asking(session, since);
    }

    @Override
    public Mono<Instant> asked(SessionPath session) {
        return journal.asked(session);
    }
}
