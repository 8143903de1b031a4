package org.alyxtransfer.journal;

import com.google.errorprone.annotations.CheckReturnValue;
import java.time.Instant;
import java.util.Map;
import reactor.core.publisher.Mono;

/** A job that this process works on. */
public final class Job implements AutoCloseable {
    private final JobFolder folder;
    private final ProcessLock lock;
    private final SqliteJournal journal;
    private boolean closed;

    Job(JobFolder folder, ProcessLock lock, SqliteJournal journal) {
        this.folder = folder;
        this.lock = lock;
        this.journal = journal;
    }

    public String id() {
        return folder.id();
    }

    public Journal journal() {
        return HaltingJournal.of(journal);
    }

    /** Whether an earlier run began it. */
    public boolean isContinued() {
        return journal.run() > 1;
    }

    /** Notes how a run ended: whether nothing is left to do, else the same command goes on with this job. */
    @CheckReturnValue
    public Mono<Void> ended(boolean done) {
        return journal.note(Map.of(
                JobNotes.STATE,
                done ? JobNotes.DONE : JobNotes.OPEN,
                "ended",
                Instant.now().toString()));
    }

    /** Blocks; what was appended is on the disk when it returns. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            journal.close();
            lock.close();
        }
    }
}
