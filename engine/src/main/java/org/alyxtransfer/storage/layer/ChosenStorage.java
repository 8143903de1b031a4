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
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A storage that is known only once its server has been asked; the first that was chosen stays. */
public final class ChosenStorage implements Storage {
    private final String name;
    private final Mono<Storage> chosen;

    /**
     * A storage under a name.
     *
     * @param chosen asked for with the first operation, and again after it failed
     */
    public ChosenStorage(String name, Mono<Storage> chosen) {
        this.name = name;
        this.chosen = chosen.cacheInvalidateIf(any -> false);
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
        return chosen.flatMap(Storage::limits);
    }

    @Override
    public Mono<FileStat> stat(FilePath path) {
        return chosen.flatMap(storage -> storage.stat(path));
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
        return chosen.flatMap(storage -> storage.open(path));
    }

    @Override
    public Mono<SourceFile> openTold(FilePath path, long size) {
        return chosen.flatMap(storage -> storage.openTold(path, size));
    }

    @Override
    public Mono<Chunk> getSmall(FileStat seen, Chunk chunk) {
        return chosen.flatMap(storage -> storage.getSmall(seen, chunk));
    }

    @Override
    public Mono<SourceFile> openForReadBack(StagedFile staged) {
        return chosen.flatMap(storage -> storage.openForReadBack(staged));
    }

    @Override
    public Mono<StagingFile> openStaged(StagingTarget target, Start start) {
        return chosen.flatMap(storage -> storage.openStaged(target, start));
    }

    @Override
    public Mono<StagedFile> putSmall(StagingTarget target, Function<Chunk, Mono<Chunk>> fill) {
        return chosen.flatMap(storage -> storage.putSmall(target, fill));
    }

    @Override
    public Mono<Void> publish(StagedFile staged, FilePath target, OnExisting onExisting) {
        return chosen.flatMap(storage -> storage.publish(staged, target, onExisting));
    }

    @Override
    public Mono<Void> discard(FilePath staging) {
        return chosen.flatMap(storage -> storage.discard(staging));
    }

    @Override
    public Mono<Void> remove(FilePath path) {
        return chosen.flatMap(storage -> storage.remove(path));
    }

    @Override
    public Mono<Boolean> removeFolder(FilePath folder) {
        return chosen.flatMap(storage -> storage.removeFolder(folder));
    }

    @Override
    public Mono<Lease> lease(FilePath folder) {
        return chosen.flatMap(storage -> storage.lease(folder));
    }

    @Override
    public Mono<Long> freeBytes() {
        return chosen.flatMap(Storage::freeBytes);
    }
}
