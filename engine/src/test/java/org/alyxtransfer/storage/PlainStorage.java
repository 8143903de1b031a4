package org.alyxtransfer.storage;

import org.alyxtransfer.dataset.FilePath;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Any storage, with the defaults of {@link Storage} in place of what it overrides: small files, known files, free space. */
public class PlainStorage implements Storage {
    private final Storage inner;

    public PlainStorage(Storage inner) {
        this.inner = inner;
    }

    @Override
    public String name() {
        return inner.name();
    }

    @Override
    public Mono<Limits> limits() {
        return inner.limits();
    }

    @Override
    public Mono<FileStat> stat(FilePath path) {
        return inner.stat(path);
    }

    @Override
    public Flux<FileStat> list(FilePath directory) {
        return inner.list(directory);
    }

    @Override
    public Mono<SourceFile> open(FilePath path) {
        return inner.open(path);
    }

    @Override
    public Mono<StagingFile> openStaged(StagingTarget target, Start start) {
        return inner.openStaged(target, start);
    }

    @Override
    public Mono<Void> publish(StagedFile staged, FilePath target, OnExisting onExisting) {
        return inner.publish(staged, target, onExisting);
    }

    @Override
    public Mono<Void> discard(FilePath staging) {
        return inner.discard(staging);
    }

    @Override
    public Mono<Void> remove(FilePath path) {
        return inner.remove(path);
    }

    @Override
    public Mono<Lease> lease(FilePath folder) {
        return inner.lease(folder);
    }
}
