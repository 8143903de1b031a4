package org.alyxtransfer.engine;

import java.util.Collection;
import java.util.concurrent.atomic.AtomicInteger;
import org.alyxtransfer.dataset.SessionPath;
import org.alyxtransfer.journal.FileProgress;
import org.alyxtransfer.journal.FinishedFile;
import org.alyxtransfer.journal.Journal;
import org.alyxtransfer.journal.JournalEntry;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** A journal that never answers to a certain step, as if the process had ended there, or its disk. */
final class StoppingJournal implements Journal {
    private final Journal journal;
    private final Class<? extends JournalEntry> step;
    private final boolean written;
    private final int which;
    private final AtomicInteger count = new AtomicInteger();
    private final Sinks.Empty<Void> stopped = Sinks.empty();
    private boolean isBreaking;

    private StoppingJournal(Journal journal, Class<? extends JournalEntry> step, boolean written, int which) {
        this.journal = journal;
        this.step = step;
        this.written = written;
        this.which = which;
    }

    static StoppingJournal before(Class<? extends JournalEntry> step, Journal journal) {
        return new StoppingJournal(journal, step, false, 1);
    }

    static StoppingJournal after(Class<? extends JournalEntry> step, int which, Journal journal) {
        return new StoppingJournal(journal, step, true, which);
    }

    static StoppingJournal breakingBefore(Class<? extends JournalEntry> step, Journal journal) {
        StoppingJournal breaking = before(step, journal);
        breaking.isBreaking = true;
        return breaking;
    }

    /** Completes when the step was reached. */
    Mono<Void> stopped() {
        return stopped.asMono();
    }

    /** Breaks where it stops. */
    @Override
    public Mono<Void> broken() {
        return isBreaking
                ? stopped().then(Mono.error(() -> new IllegalStateException("the disk is gone")))
                : Mono.never();
    }

    @Override
    public Mono<Void> append(Collection<? extends JournalEntry> entries) {
        return Mono.defer(() -> {
            boolean here = entries.stream().anyMatch(step::isInstance) && count.incrementAndGet() >= which;
            if (!here) {
                return journal.append(entries);
            }
            Mono<Void> last = written ? journal.append(entries) : Mono.empty();
            return last.doOnTerminate(stopped::tryEmitEmpty).then(Mono.never());
        });
    }

    @Override
    public Flux<FileProgress> unfinished(SessionPath session) {
        return journal.unfinished(session);
    }

    @Override
    public Flux<SessionPath> unfinishedSessions() {
        return journal.unfinishedSessions();
    }

    @Override
    public Flux<FinishedFile> finished(SessionPath session) {
        return journal.finished(session);
    }
}
