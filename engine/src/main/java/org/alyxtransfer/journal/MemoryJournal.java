package org.alyxtransfer.journal;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Remembers unfinished files as long as the process lives; finished ones cost nothing. */
public final class MemoryJournal implements Journal {
    private final Map<FileKey, JournalEntry> last = new ConcurrentHashMap<>();

    @Override
    public Mono<Void> append(Collection<? extends JournalEntry> entries) {
        return Mono.fromRunnable(() -> entries.forEach(this::remember));
    }

    @Override
    public Flux<JournalEntry> unfinished() {
        return Flux.defer(() -> Flux.fromIterable(last.values()));
    }

    private void remember(JournalEntry entry) {
        if (entry instanceof JournalEntry.Ended) {
            last.remove(entry.file());
        } else {
            last.put(entry.file(), entry);
        }
    }
}
