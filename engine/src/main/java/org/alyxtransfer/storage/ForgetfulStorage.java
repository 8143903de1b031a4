package org.alyxtransfer.storage;

import com.google.errorprone.annotations.CheckReturnValue;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Takes files and holds none: for measuring everything but the storage. Reading fails with {@code NOT_FOUND}. */
@CheckReturnValue
public interface ForgetfulStorage extends Storage {
    @Override
    default Mono<FileStat> stat(FilePath path) {
        return Mono.empty();
    }

    @Override
    default Flux<FileStat> list(FilePath directory) {
        return Flux.error(absent(directory));
    }

    @Override
    default Mono<SourceFile> open(FilePath path) {
        return Mono.error(absent(path));
    }

    @Override
    default Mono<Void> publish(StagedFile staged, FilePath target, OnExisting onExisting) {
        return Mono.empty();
    }

    @Override
    default Mono<Void> discard(FilePath staging) {
        return Mono.empty();
    }

    @Override
    default Mono<Void> remove(FilePath path) {
        return Mono.empty();
    }

    @Override
    default Mono<Lease> lease(FilePath folder) {
        return Mono.just(new Forgotten());
    }

    /** Nobody else can write where nothing is kept. */
    record Forgotten() implements Lease {
        @Override
        public Mono<Void> confirm() {
            return Mono.empty();
        }

        @Override
        public Mono<Void> release() {
            return Mono.empty();
        }
    }

    private static TransferException absent(FilePath path) {
        return new TransferException(Kind.NOT_FOUND, path.value(), "nothing is kept here");
    }
}
