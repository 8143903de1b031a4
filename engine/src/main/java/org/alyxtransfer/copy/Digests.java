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
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * The digests of one file, fed with its chunks in the order of their offsets, on one CPU lane of its own.
 *
 * <p>State of one copy; not for sharing.
 */
final class Digests {
    private final Map<Algorithm, MessageDigest> digests = new EnumMap<>(Algorithm.class);
    private final Scheduler.Worker lane;
    private final Map<Long, Checksum> prefixes = new ConcurrentHashMap<>();
    private long added; // of the lane only
    private volatile long from;
    private volatile long every;

    Digests(Set<Algorithm> algorithms, Scheduler cpu) {
        for (Algorithm algorithm : algorithms) {
            digests.put(algorithm, create(algorithm));
        }
        lane = cpu.createWorker();
    }

    /** Adds a chunk's bytes and passes the chunk on. */
    Mono<Chunk> update(Chunk chunk) {
        if (digests.isEmpty()) {
            return Mono.just(chunk);
        }
        return Mono.create(sink -> {
            chunk.hold();
            try {
                lane.schedule(() -> {
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
        lane.schedule(lane::dispose);
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
