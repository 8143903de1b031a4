package org.alyxtransfer.scale;

import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.storage.Arena;
import org.alyxtransfer.storage.Chunk;
import org.alyxtransfer.storage.ForgetfulStorage;
import org.alyxtransfer.storage.Limits;
import org.alyxtransfer.storage.MemoryBudget;
import org.alyxtransfer.storage.MemoryBudget.ArenaShape;
import org.alyxtransfer.storage.StagedFile;
import org.alyxtransfer.storage.StagingFile;
import org.alyxtransfer.storage.StagingTarget;
import reactor.core.publisher.Mono;

/** A share in memory that takes small files and remembers only how many: what is measured is what the transfer holds. */
final class CountingShare implements ForgetfulStorage {
    private static final int CHUNK = 4096;

    final LongAdder published = new LongAdder();
    private final MemoryBudget budget;

    CountingShare(MemoryBudget budget) {
        this.budget = budget;
    }

    @Override
    public String name() {
        return "counting:";
    }

    @Override
    public Mono<Limits> limits() {
        return Mono.just(new Limits(CHUNK, 1, 1, 64, Limits.Flush.DURABLE, Limits.Wire.PROTECTED, false));
    }

    @Override
    public Mono<StagingFile> openStaged(StagingTarget target, Start start) {
        return Mono.error(new TransferException(Kind.UNSUPPORTED, target.path().value(), "is no small file"));
    }

    @Override
    public Mono<StagedFile> putSmall(StagingTarget target, Function<Chunk, Mono<Chunk>> fill) {
        return Mono.usingWhen(
                budget.admit(new ArenaShape(CHUNK, 0, true, 1)),
                arena -> arena.take(0, Math.toIntExact(target.size()))
                        .flatMap(fill)
                        .doOnNext(Chunk::giveBack)
                        .thenReturn(new StagedFile(target.path(), target.size())),
                Arena::close);
    }

    @Override
    public Mono<Void> publish(StagedFile staged, FilePath target, OnExisting onExisting) {
        return Mono.fromRunnable(published::increment);
    }
}
