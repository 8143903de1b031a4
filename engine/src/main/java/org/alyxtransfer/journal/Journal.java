package org.alyxtransfer.journal;

import com.google.errorprone.annotations.CheckReturnValue;
import java.util.Collection;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The steps of a job's files, in the order in which they were appended. */
@CheckReturnValue
public interface Journal {
    /** Completes when all entries are as durable as this journal can make them, all or none. */
    Mono<Void> append(Collection<? extends JournalEntry> entries);

    /** The last entry of every file that has not ended; in no order. */
    Flux<JournalEntry> unfinished();
}
