package org.alyxtransfer.copy;

import java.util.Set;
import org.alyxtransfer.dataset.Checksum;
import org.alyxtransfer.dataset.Checksum.Algorithm;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.storage.Arena;
import org.alyxtransfer.storage.MemoryBudget;
import org.alyxtransfer.storage.MemoryBudget.ArenaShape;
import org.alyxtransfer.storage.SourceFile;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Reads a file and computes its digests, without writing anything. */
public final class FileDigest {
    private static final int CHUNK = 1 << 20;
    private static final int SMALL = 64 << 10; // two sizes in all: memory of each size is kept for the next file
    private static final int MOST_CHUNKS = 4; // reading runs ahead of hashing by a little, more only holds memory

    private final MemoryBudget budget;
    private final Hashing hashing;

    /**
     * @param cpu where the hashing runs
     */
    public FileDigest(MemoryBudget budget, Scheduler cpu) {
        this(budget, Hashing.on(cpu));
    }

    FileDigest(MemoryBudget budget, Hashing hashing) {
        this.budget = budget;
        this.hashing = hashing;
    }

    /** The digests of a whole file; fails with {@code SOURCE_CHANGED} when it changes meanwhile. */
    public Mono<Set<Checksum>> of(SourceFile file, Set<Algorithm> algorithms) {
        return Mono.using(
                () -> new Digests(algorithms, hashing),
                digests -> addRange(file, 0, file.stat().size(), digests).then(Mono.fromSupplier(digests::finish)),
                Digests::close);
    }

    /** Adds the bytes of a range to digests that go on afterwards. */
    Mono<Void> addRange(SourceFile file, long from, long to, Digests digests) {
        if (from >= to) {
            return Mono.empty();
        }
        int wanted = to - from <= SMALL ? SMALL : CHUNK;
        int chunkBytes = (int) Math.min(wanted, Math.max(1, budget.limitBytes() / MOST_CHUNKS));
        int chunks = Math.min(MOST_CHUNKS, Math.max(file.readsInFlight(), 2));
        return Mono.usingWhen(
                budget.admit(new ArenaShape(chunkBytes, 0, true, chunks)),
                arena -> read(file, new Ranges(from, to, chunkBytes), arena, digests),
                Arena::close);
    }

    private static Mono<Void> read(SourceFile file, Ranges ranges, Arena arena, Digests digests) {
        return ranges.flux()
                .flatMapSequential(
                        range -> arena.take(range.offset(), range.length()).flatMap(file::read),
                        file.readsInFlight(),
                        1)
                .concatMap(digests::update, 1)
                .doOnNext(chunk -> chunk.giveBack())
                .then()
                .onErrorMap(failure -> TransferException.from( // several reads may fail at once
                        failure, file.stat().path().value()));
    }

    /** The ranges of a file, in order, made on demand. */
    record Ranges(long from, long to, int chunkBytes) {
        record Range(long offset, int length) {}

        Flux<Range> flux() {
            return Flux.generate(() -> from, (offset, sink) -> {
                if (offset >= to) {
                    sink.complete();
                    return offset;
                }
                int length = (int) Math.min(chunkBytes, to - offset);
                sink.next(new Range(offset, length));
                return offset + length;
            });
        }
    }
}
