package org.alyxtransfer.copy;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.alyxtransfer.dataset.Checksum;
import org.alyxtransfer.dataset.Checksum.Algorithm;
import org.alyxtransfer.hash.Md5;
import org.alyxtransfer.storage.Chunk;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * The digests of one file, fed with its chunks in the order of their offsets: an MD5 beside those of other files, anything
 * else on one CPU lane of its own.
 *
 * <p>State of one copy; not for sharing.
 */
final class Digests {
    private static final int SMALL = 64 << 10;
    private static final int TINY = 16 << 10; // 25 µs of MD5, as much as waking another thread takes

    private final Map<Algorithm, MessageDigest> digests = new EnumMap<>(Algorithm.class);
    private final Hashing hashing;
    private final @Nullable Md5 md5; // when it is the only one, and can be computed beside those of other files
    private final AtomicBoolean beside = new AtomicBoolean(); // takes part in that now
    private volatile Scheduler.@Nullable Worker lane; // of one chunk after the other
    private final Map<Long, Checksum> prefixes = new ConcurrentHashMap<>();
    private long added; // likewise
    private volatile long from;
    private volatile long every;

    Digests(Set<Algorithm> algorithms, Hashing hashing) {
        for (Algorithm algorithm : algorithms) {
            digests.put(algorithm, create(algorithm));
        }
        this.hashing = hashing;
        this.md5 = digests.size() == 1 && digests.get(Algorithm.MD5) instanceof Md5 alone ? alone : null;
    }

    /** Adds a chunk's bytes and passes the chunk on. */
    Mono<Chunk> update(Chunk chunk) {
        if (digests.isEmpty()) {
            return Mono.just(chunk);
        }
        return chunk.length() <= SMALL ? Mono.defer(() -> updateSmall(chunk)) : updateLarge(chunk);
    }

    /**
     * Handing over a few bytes costs more than hashing them: a thread that may block, as a disk's, does it itself, and so does
     * an event loop with fewer still.
     */
    private Mono<Chunk> updateSmall(Chunk chunk) {
        if (chunk.length() > TINY && Schedulers.isInNonBlockingThread()) {
            return updateOnLane(chunk);
        }
        chunk.hold();
        add(chunk.bytes());
        chunk.release();
        return Mono.just(chunk);
    }

    private Mono<Chunk> updateLarge(Chunk chunk) {
        return md5 == null ? updateOnLane(chunk) : Mono.defer(() -> updateBeside(md5, chunk));
    }

    private Mono<Chunk> updateBeside(Md5 alone, Chunk chunk) {
        ByteBuffer bytes = chunk.bytes();
        if (!bytes.isDirect()) {
            return updateOnLane(chunk);
        }
        if (beside.compareAndSet(false, true)) {
            hashing.md5().join();
        }
        chunk.hold();
        return hashing.md5()
                .update(alone, bytes, () -> {
                    count(chunk.length());
                    chunk.release();
                })
                .thenReturn(chunk);
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
    Set<Checksum> finish() {
        leave();
        Set<Checksum> sums = new HashSet<>();
        digests.forEach((algorithm, digest) -> sums.add(Checksum.of(algorithm, digest.digest())));
        return Set.copyOf(sums);
    }

    /** Lets the lane go after the updates that are still queued, so that each of them releases its chunk. */
    void close() {
        leave();
        Scheduler.Worker used = lane;
        if (used != null) {
            used.schedule(used::dispose);
        }
    }

    private void leave() {
        if (beside.compareAndSet(true, false)) {
            hashing.md5().leave();
        }
    }

    private Scheduler.Worker lane() {
        Scheduler.Worker made = lane;
        if (made == null) {
            made = hashing.cpu().createWorker();
            lane = made;
        }
        return made;
    }

    private void add(ByteBuffer bytes) {
        for (MessageDigest digest : digests.values()) {
            digest.update(bytes.duplicate());
        }
        count(bytes.remaining());
    }

    private void count(int bytes) {
        added += bytes;
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
        if (algorithm == Algorithm.MD5) {
            return Md5.create();
        }
        try {
            return MessageDigest.getInstance(algorithm.javaName());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has " + algorithm.javaName(), e);
        }
    }
}
