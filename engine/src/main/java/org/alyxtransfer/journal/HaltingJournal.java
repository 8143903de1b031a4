package org.alyxtransfer.journal;

import java.time.Instant;
import java.util.Collection;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.alyxtransfer.dataset.SessionPath;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Ends this JVM at a chosen durable step, as abruptly as a power cut: nothing is flushed, closed or given back.
 *
 * <p>For {@code bin/test crash} alone, which starts the program with the system property {@value #PROPERTY}, such as
 * {@code before:REGISTERED:3}: just before, or just after, the third file's entry of that name is durable; {@code ASKING} is that of a session.
 */
final class HaltingJournal implements Journal {
    static final String PROPERTY = "alyx-transfer.test.halt";

    private static final String ASKING = "ASKING";
    private static final int KILLED = 137; // as a shell tells of SIGKILL

    private final Journal journal;
    private final boolean before;
    private final String step;
    private final int which;
    private final AtomicInteger count = new AtomicInteger();

    private HaltingJournal(Journal journal, boolean before, String step, int which) {
        this.journal = journal;
        this.before = before;
        this.step = step;
        this.which = which;
    }

    /** The journal itself, unless the property says otherwise. */
    static Journal of(Journal journal) {
        String wanted = System.getProperty(PROPERTY);
        if (wanted == null) {
            return journal;
        }
        String[] parts = wanted.split(":");
        return new HaltingJournal(journal, parts[0].equals("before"), parts[1], Integer.parseInt(parts[2]));
    }

    @Override
    public Mono<Void> append(Collection<? extends JournalEntry> entries) {
        return Mono.defer(() -> {
            int here = (int) entries.stream().filter(this::isStep).count();
            boolean due = here > 0 && count.addAndGet(here) >= which;
            if (due && before) {
                halt();
            }
            Mono<Void> written = journal.append(entries);
            return due ? written.doOnSuccess(done -> halt()) : written;
        });
    }

    @Override
    public Mono<Void> asking(SessionPath session, Instant since) {
        return Mono.defer(() -> {
            boolean due = step.equals(ASKING) && count.incrementAndGet() >= which;
            if (due && before) {
                halt();
            }
            Mono<Void> noted = journal.asking(session, since);
            return due ? noted.doOnSuccess(done -> halt()) : noted;
        });
    }

    @Override
    public Mono<Instant> asked(SessionPath session) {
        return journal.asked(session);
    }

    private boolean isStep(JournalEntry entry) {
        return entry.getClass().getSimpleName().toUpperCase(Locale.ROOT).equals(step);
    }

    private static void halt() {
        Runtime.getRuntime().halt(KILLED);
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

    @Override
    public Mono<Void> broken() {
        return journal.broken();
    }
}
