package org.alyxtransfer.copy;

import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.storage.FileStat;
import org.alyxtransfer.storage.Lease;
import org.alyxtransfer.storage.Limits;
import org.alyxtransfer.storage.Seeds;
import org.alyxtransfer.storage.SourceFile;
import org.alyxtransfer.storage.StagedFile;
import org.alyxtransfer.storage.StagingFile;
import org.alyxtransfer.storage.StagingTarget;
import org.alyxtransfer.storage.Storage;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** A storage that acknowledges what it is given and keeps something else of the same size. */
final class ForgetfulStorage implements Storage {
    private final Storage inner;

    ForgetfulStorage(Storage inner) {
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
    public Mono<SourceFile> openForReadBack(StagedFile staged) {
        return Mono.fromRunnable(() -> Seeds.leaveStaged(inner, staged.path(), new byte[(int) staged.size()]))
                .subscribeOn(Schedulers.boundedElastic())
                .then(inner.openForReadBack(staged));
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
