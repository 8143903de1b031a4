package org.alyxtransfer.register;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.alyxtransfer.dataset.SessionPath;
import org.alyxtransfer.journal.FileProgress;
import org.alyxtransfer.journal.FinishedFile;
import org.alyxtransfer.journal.Journal;
import org.alyxtransfer.journal.JournalEntry;
import org.alyxtransfer.journal.MemoryJournal;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Tells from what is written down how many sessions had a batch on its way at once. */
final class WatchedJournal implements Journal {
    private final MemoryJournal journal = new MemoryJournal();
    private final Map<SessionPath, Integer> inFlight = new HashMap<>();
    private final List<List<JournalEntry.Registering>> batches = new ArrayList<>();
    private int most;

    @Override
    public Mono<Void> append(Collection<? extends JournalEntry> entries) {
        return journal.append(entries).doOnSubscribe(subscription -> watch(entries));
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

    synchronized int mostSessionsInFlight() {
        return most;
    }

    synchronized List<List<JournalEntry.Registering>> batches() {
        return List.copyOf(batches);
    }

    /** Batches are counted from 1. */
    synchronized Duration pauseBetweenBatches(int one, int next) {
        return Duration.between(since(one), since(next));
    }

    private Instant since(int batch) {
        return batches.get(batch - 1).get(0).since();
    }

    private synchronized void watch(Collection<? extends JournalEntry> entries) {
        Stream<JournalEntry.Registering> begun = entries.stream()
                .filter(JournalEntry.Registering.class::isInstance)
                .map(JournalEntry.Registering.class::cast);
        List<JournalEntry.Registering> batch = begun.toList();
        if (!batch.isEmpty()) {
            batches.add(batch);
            inFlight.put(batch.get(0).file().session(), batch.size());
        }
        most = Math.max(most, inFlight.size());
        for (JournalEntry entry : entries) {
            if (entry instanceof JournalEntry.Registered registered) {
                inFlight.computeIfPresent(registered.file().session(), (session, left) -> left == 1 ? null : left - 1);
            }
        }
    }
}
