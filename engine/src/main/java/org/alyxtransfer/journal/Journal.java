package org.alyxtransfer.journal;

import com.google.errorprone.annotations.CheckReturnValue;
import java.time.Instant;
import java.util.Collection;
import org.alyxtransfer.dataset.SessionPath;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The steps of a job's files, in the order in which they were appended.
 *
 * <p>Entries of a file of which no {@code Started} is known are ignored: there is nothing to go on with.
 */
@CheckReturnValue
public interface Journal {
    /**
     * Completes when all entries are as durable as this journal can make them, all or none. Fails with {@code FULL} or
     * {@code UNAVAILABLE}, and from then on always; what was acknowledged before stays.
     */
    Mono<Void> append(Collection<? extends JournalEntry> entries);

    /** The files of a session that have not ended; in no order. */
    Flux<FileProgress> unfinished(SessionPath session);

    /** The sessions that have such files. */
    Flux<SessionPath> unfinishedSessions();

    /** The files of a session that an earlier run of this job has ended. */
    Flux<FinishedFile> finished(SessionPath session);

    /** Notes that Alyx is asked for a session now; completes when that is durable. */
    default Mono<Void> asking(SessionPath session, Instant since) {
        return Mono.empty();
    }

    /** When Alyx was asked for the session last, by this job; empty when it never was, or none of it was remembered. */
    default Mono<Instant> asked(SessionPath session) {
        return Mono.empty();
    }

    /** Never completes; fails when the journal can remember nothing any more, which ends the run. */
    default Mono<Void> broken() {
        return Mono.never();
    }
}
