package org.alyxtransfer.storage.layer;

import java.util.function.Function;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.storage.Chunk;
import org.alyxtransfer.storage.FileStat;
import org.alyxtransfer.storage.Lease;
import org.alyxtransfer.storage.Limits;
import org.alyxtransfer.storage.SourceFile;
import org.alyxtransfer.storage.StagedFile;
import org.alyxtransfer.storage.StagingFile;
import org.alyxtransfer.storage.StagingTarget;
import org.alyxtransfer.storage.Storage;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A storage that is known only once its server has been asked; the first that was chosen stays. */
public final class ChosenStorage implements Storage {
    private final String name;
    private final Mono<Storage> chosen;
    private volatile @Nullable Storage known;

    /**
     * A storage under a name.
     *
     * @param chosen asked for with the first operation, and again after it failed
     */
    public ChosenStorage(String name, Mono<Storage> chosen) {
        this.name = name;
        this.chosen = chosen.doOnNext(storage -> known = storage).cacheInvalidateIf(any -> false);
    }

    /** The storage that was chosen. */
    public Mono<Storage> chosen() {
        return chosen;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Mono<Limits> limits() {
        return on(Storage::limits);
    }

    @Override
    public Mono<FileStat> stat(FilePath path) {
        return on(storage -> storage.stat(path));
    }

    @Override
    public Flux<FileStat> list(FilePath directory) {
        return chosen.flatMapMany(storage -> storage.list(directory));
    }

    @Override
    public Flux<FilePath> changes(FilePath folder) {
        return chosen.flatMapMany(storage -> storage.changes(folder));
    }

    @Override
    public Mono<SourceFile> open(FilePath path) {
        return on(storage -> storage.open(path));
    }

    @Override
    public Mono<SourceFile> openTold(FilePath path, long size) {
        return on(storage -> storage.openTold(path, size));
    }

    @Override
    public Mono<Chunk> getSmall(FileStat seen, Chunk chunk) {
        return on(storage -> storage.getSmall(seen, chunk));
    }

    @Override
    public Mono<SourceFile> openForReadBack(StagedFile staged) {
        return on(storage -> storage.openForReadBack(staged));
    }

    @Override
    public Mono<StagingFile> openStaged(StagingTarget target, Start start) {
        return on(storage -> storage.openStaged(target, start));
    }

    @Override
    public Mono<StagedFile> putSmall(StagingTarget target, Function<Chunk, Mono<Chunk>> fill) {
        return on(storage -> storage.putSmall(target, fill));
    }

    @Override
    public Mono<Void> publish(StagedFile staged, FilePath target, OnExisting onExisting) {
        return on(storage -> storage.publish(staged, target, onExisting));
    }

    @Override
    public Mono<Void> discard(FilePath staging) {
        return on(storage -> storage.discard(staging));
    }

    @Override
    public Mono<Void> remove(FilePath path) {
        return on(storage -> storage.remove(path));
    }

    @Override
    public Mono<Boolean> removeFolder(FilePath folder) {
        return on(storage -> storage.removeFolder(folder));
    }

    @Override
    public Mono<Lease> lease(FilePath folder) {
        return on(storage -> storage.lease(folder));
    }

    @Override
    public Mono<Long> freeBytes() {
        return on(Storage::freeBytes);
    }

    /** Once it is known, its operations are made at once, as those in a leased folder belong to the lease of that moment. */
    private <T> Mono<T> on(Function<Storage, Mono<T>> operation) {
        Storage storage = known;
        return storage == null ? chosen.flatMap(operation) : operation.apply(storage);
    }
}
