package org.alyxtransfer.storage.memory;

import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.storage.Arena;
import org.alyxtransfer.storage.FileStat;
import org.alyxtransfer.storage.Lease;
import org.alyxtransfer.storage.Leases;
import org.alyxtransfer.storage.Limits;
import org.alyxtransfer.storage.MemoryBudget;
import org.alyxtransfer.storage.MemoryBudget.ArenaShape;
import org.alyxtransfer.storage.SourceFile;
import org.alyxtransfer.storage.StagedFile;
import org.alyxtransfer.storage.StagingFile;
import org.alyxtransfer.storage.StagingTarget;
import org.alyxtransfer.storage.Storage;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Files in the memory of this process. Every operation happens at once, on the subscriber's thread.
 *
 * <p>The files themselves are not part of the memory budget, only the chunks on their way.
 */
public final class MemoryStorage implements Storage {
    public static final Limits DEFAULT_LIMITS =
            new Limits(64 * 1024, 4, 4, 64, Limits.Flush.DURABLE, Limits.Wire.PROTECTED, false);

    private final MemoryFiles files;
    private final MemoryBudget budget;
    private final Limits limits;
    private final Leases leases = new Leases();

    public MemoryStorage(MemoryBudget budget) {
        this(budget, DEFAULT_LIMITS);
    }

    public MemoryStorage(MemoryBudget budget, Limits limits) {
        this(new MemoryFiles(limits.ignoresCase()), budget, limits);
    }

    private MemoryStorage(MemoryFiles files, MemoryBudget budget, Limits limits) {
        this.files = files;
        this.budget = budget;
        this.limits = limits;
    }

    /** The same files, seen by another client. */
    public MemoryStorage asAnotherClient() {
        return new MemoryStorage(files, budget, limits);
    }

    @Override
    public String name() {
        return "memory:";
    }

    @Override
    public Mono<Limits> limits() {
        return Mono.just(limits);
    }

    @Override
    public Mono<FileStat> stat(FilePath path) {
        return Mono.fromSupplier(() -> files.stat(path)).flatMap(Mono::justOrEmpty);
    }

    @Override
    public Flux<FileStat> list(FilePath directory) {
        return Flux.defer(() -> {
            files.checkFolder(directory);
            return Flux.<FileStat, LastListed>generate(LastListed::new, (last, sink) -> {
                FileStat next = files.entryAfter(directory, last.entry);
                if (next == null) {
                    sink.complete();
                } else {
                    last.entry = next;
                    sink.next(next);
                }
                return last;
            });
        });
    }

    @Override
    public Mono<SourceFile> open(FilePath path) {
        return Mono.fromSupplier(() -> new MemorySourceFile(files, path, limits.readsInFlight()));
    }

    @Override
    public Mono<StagingFile> openStaged(StagingTarget target, Start start) {
        ArenaShape shape = new ArenaShape(limits.chunkBytes(), 0, false, limits.writesInFlight());
        return Mono.usingWhen(
                budget.admit(shape),
                arena -> leases.writing(target.path(), Mono.fromSupplier(() -> create(target, start, arena))),
                arena -> Mono.empty(),
                (arena, failure) -> Mono.fromRunnable(arena::abandon),
                arena -> Mono.fromRunnable(arena::abandon));
    }

    @Override
    public Mono<Void> publish(StagedFile staged, FilePath target, OnExisting onExisting) {
        return leases.naming(target, Mono.fromRunnable(() -> files.publish(staged, target, onExisting)));
    }

    @Override
    public Mono<Void> discard(FilePath staging) {
        return remove(staging);
    }

    @Override
    public Mono<Void> remove(FilePath path) {
        return leases.naming(path, Mono.fromRunnable(() -> files.remove(path)));
    }

    @Override
    public Mono<Boolean> removeFolder(FilePath folder) {
        return stat(folder).map(there -> false).defaultIfEmpty(true); // a folder is there while a file is below it
    }

    @Override
    public Mono<Lease> lease(FilePath folder) {
        return Mono.fromSupplier(() -> leases.keep(folder, new MemoryLease(files, folder)));
    }

    /** Ends whoever's lease it is, as a server does that forgets its clients. */
    public void endLease(FilePath folder) {
        files.endLease(folder);
    }

    private StagingFile create(StagingTarget target, Start start, Arena arena) {
        MemoryFile there = files.find(target.path());
        if (start == Start.FRESH || there == null) {
            there = new MemoryFile(target.path());
            files.put(target.path(), there);
        }
        return new MemoryStagingFile(there, target, arena);
    }
}
