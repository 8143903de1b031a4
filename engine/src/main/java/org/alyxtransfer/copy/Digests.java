package org.alyxtransfer.copy;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.alyxtransfer.dataset.Checksum;
import org.alyxtransfer.dataset.Checksum.Algorithm;
import org.alyxtransfer.storage.Chunk;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * The digests of one file, fed with its chunks in the order of their offsets, on one CPU lane of its own.
 *
 * <p>State of one copy; not for sharing.
 */
final class Digests {
    private static final int SMALL = 64 << 10;

    private final Map<Algorithm, MessageDigest> digests = new EnumMap<>(Algorithm.class);
    private final Scheduler cpu;
    private volatile Scheduler.@Nullable Worker lane; // of one chunk after the other
    private final Map<Long, Checksum> prefixes = new ConcurrentHashMap<>();
    private long added; // likewise
    private volatile long from;
    private volatile long every;

    Digests(Set<Algorithm> algorithms, Scheduler cpu) {
        for (Algorithm algorithm : algorithms) {
            digests.put(algorithm, create(algorithm));
        }
        this.cpu = cpu;
    }

    /** Adds a chunk's bytes and passes the chunk on. */
    Mono<Chunk> update(Chunk chunk) {
        if (digests.isEmpty()) {
            return Mono.just(chunk);
        }
        return chunk.length() <= SMALL ? Mono.defer(() -> updateSmall(chunk)) : updateOnLane(chunk);
    }

    /** Handing over a few bytes costs more than hashing them: a thread that may block, as a disk's, does it itself. */
    private Mono<Chunk> updateSmall(Chunk chunk) {
        if (Schedulers.isInNonBlockingThread()) {
            return updateOnLane(chunk);
        }
        chunk.hold();
        add(chunk.bytes());
        chunk.release();
        return Mono.just(chunk);
    }

    private Mono<Chunk> updateOnLane(Chunk chunk) {
        return Mono.create(sink -> {
            chunk.hold();
            try {
                lane().schedule(() -> {
                    add(chunk.bytes());
                    chunk.release();
                    sink.success(chunk);
                });
            } catch (RuntimeException closed) {
                chunk.release();
                sink.error(closed);
            }
        });
    }

    /** Remembers the digest of the first bytes each time so many were added from here on. */
    void remember(long here, long each) {
        from = here;
        every = each;
    }

    /** The digest of the first so many bytes, if it was to be remembered; it is forgotten then, with those before. */
    Optional<Checksum> prefix(long bytes) {
        Checksum found = prefixes.remove(bytes);
        prefixes.keySet().removeIf(earlier -> earlier < bytes);
        return Optional.ofNullable(found);
    }

    /** The digest of what was added so far; more may be added. Empty when nothing is computed. */
    Mono<Optional<Checksum>> soFar() {
        return Mono.fromSupplier(() -> digests.keySet().stream().findFirst().flatMap(this::copyOf));
    }

    /** The results; after it nothing can be added. */
    Mono<Set<Checksum>> finish() {
        return Mono.fromCallable(() -> digests.entrySet().stream()
                .map(entry -> Checksum.of(entry.getKey(), entry.getValue().digest()))
                .collect(Collectors.toUnmodifiableSet()));
    }

    /** Lets the lane go after the updates that are still queued, so that each of them releases its chunk. */
    void close() {
        Scheduler.Worker used = lane;
        if (used != null) {
            used.schedule(used::dispose);
        }
    }

    private Scheduler.Worker lane() {
        Scheduler.Worker made = lane;
        if (made == null) {
            made = cpu.createWorker();
            lane = made;
        }
        return made;
    }

    private void add(ByteBuffer bytes) {
        added += bytes.remaining();
        for (MessageDigest digest : digests.values()) {
            digest.update(bytes.duplicate());
        }
        if (every > 0 && added > from && (added - from) % every == 0) {
            digests.keySet().stream().findFirst().flatMap(this::copyOf).ifPresent(sum -> prefixes.put(added, sum));
        }
    }

    private Optional<Checksum> copyOf(Algorithm algorithm) {
        try {
            MessageDigest copy = (MessageDigest)
                    Objects.requireNonNull(digests.get(algorithm)).clone();
            return Optional.of(Checksum.of(algorithm, copy.digest()));
        } catch (CloneNotSupportedException e) {
            return Optional.empty(); // a provider's own digests; without them there are no marks
        }
    }

    private static MessageDigest create(Algorithm algorithm) {
        try {
            return MessageDigest.getInstance(algorithm.javaName());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has " + algorithm.javaName(), e);
        }
    }
}
