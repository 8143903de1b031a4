package org.alyxtransfer.journal;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.alyxtransfer.dataset.SessionPath;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Remembers unfinished files as long as the process lives; finished ones cost nothing. */
public final class MemoryJournal implements Journal {
    private final Map<FileKey, FileProgress> unfinished = new ConcurrentHashMap<>();

    @Override
    public Mono<Void> append(Collection<? extends JournalEntry> entries) {
        return Mono.fromRunnable(() -> entries.forEach(this::remember));
    }

    @Override
    public Flux<FileProgress> unfinished(SessionPath session) {
        return Flux.defer(() -> Flux.fromIterable(unfinished.values()))
                .filter(file -> file.file().session().equals(session));
    }

    @Override
    public Flux<SessionPath> unfinishedSessions() {
        return Flux.defer(() -> Flux.fromIterable(unfinished.values()))
                .map(file -> file.file().session())
                .distinct();
    }

    @Override
    public Flux<FinishedFile> finished(SessionPath session) {
        return Flux.empty();
    }

    private void remember(JournalEntry entry) {
        unfinished.compute(entry.file(), (key, before) -> next(before, entry));
    }

    private static @Nullable FileProgress next(@Nullable FileProgress before, JournalEntry entry) {
        if (entry instanceof JournalEntry.Started started) {
            return FileProgress.begun(started, before == null ? Optional.empty() : before.sent());
        }
        return before == null || entry instanceof JournalEntry.Ended ? null : before.after(entry);
    }
}
