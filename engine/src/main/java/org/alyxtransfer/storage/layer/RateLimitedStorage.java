package org.alyxtransfer.storage.layer;

import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.storage.FileStat;
import org.alyxtransfer.storage.Storage;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A storage to which no more than a bandwidth's bytes are written; reading is free, as a copy reads what it writes. */
public final class RateLimitedStorage extends LayeredStorage {
    public RateLimitedStorage(Storage storage, Bandwidth bandwidth) {
        super(storage, new Waiting(bandwidth));
    }

    private record Waiting(Bandwidth bandwidth) implements Around {
        @Override
        public <T> Mono<T> call(Operation operation, FilePath where, long bytes, Mono<T> call) {
            boolean writes = operation == Operation.WRITE || operation == Operation.PUT_SMALL;
            return writes && bytes > 0 ? bandwidth.await(bytes).then(call) : call;
        }

        @Override
        public Flux<FileStat> list(FilePath where, Flux<FileStat> call) {
            return call;
        }
    }
}
