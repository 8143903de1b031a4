package org.alyxtransfer.storage.smb;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.storage.InFlight;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What this storage writes and has written, for whoever discards, publishes or reads back a file. Remembers the last few
 * thousand that were written.
 */
final class Writers {
    private static final int REMEMBERED = 4_096;
    private static final Duration COARSEST = Duration.ofSeconds(2); // FAT keeps every other second of a last change

    private final Map<InFlight, FilePath> underWay = new ConcurrentHashMap<>();
    private final Map<FilePath, Written> written = new LinkedHashMap<>();
    private final Set<FilePath> unanswered = new LinkedHashSet<>();
    private volatile int lapses;

    /**
     * How a file was written.
     *
     * @param modified the time that the share showed when it was closed; null when it was not
     */
    private record Written(int slot, @Nullable Instant modified) {}

    /** From now on, these operations may change the file. */
    void began(FilePath path, InFlight operations) {
        underWay.put(operations, path);
    }

    void ended(InFlight operations) {
        underWay.remove(operations);
    }

    /** Lets no operation that changes the file begin any more; completes when the last one has ended. */
    Mono<Void> idle(FilePath path) {
        return Flux.fromIterable(underWay.entrySet())
                .filter(entry -> entry.getValue().equals(path))
                .concatMap(entry -> entry.getKey().close(), 1)
                .then();
    }

    synchronized void wrote(FilePath path, int slot, @Nullable Instant modified) {
        written.put(path, new Written(slot, modified));
        forgetOldest(written.keySet());
    }

    /** What was sent to empty the file, over a connection that ended then, may still reach the server. */
    synchronized void mayBeEmptiedLate(FilePath path) {
        unanswered.add(path);
        forgetOldest(unanswered);
    }

    synchronized boolean isMaybeEmptiedLate(FilePath path) {
        return unanswered.contains(path);
    }

    /** A lease was nobody's for a moment. */
    synchronized void othersMayHaveWritten() {
        lapses++;
    }

    /** How often that happened. */
    int lapses() {
        return lapses;
    }

    private static void forgetOldest(Set<FilePath> remembered) {
        if (remembered.size() > REMEMBERED) {
            remembered.remove(remembered.iterator().next());
        }
    }

    /** The connection that wrote it, so that another one can look at it; empty when nobody knows. */
    synchronized OptionalInt slotOf(FilePath path) {
        Written known = written.get(path);
        return known == null ? OptionalInt.empty() : OptionalInt.of(known.slot());
    }

    /** Whether it may be the file that was last changed then; false only when it was written here and shown another time. */
    synchronized boolean mayBeOf(FilePath path, Instant time) {
        Written known = written.get(path);
        Instant shown = known == null ? null : known.modified();
        return shown == null || Duration.between(shown, time).abs().compareTo(COARSEST) <= 0;
    }
}
