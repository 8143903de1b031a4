package org.alyxtransfer.storage.layer;

import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.storage.Chunk;
import org.alyxtransfer.storage.FileStat;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What a layer does around each operation of the storage below it. */
interface Around {
    /**
     * Around one operation; subscribed to as often as the result is.
     *
     * @param bytes how many bytes of file contents the operation moves; 0 for most
     */
    <T> Mono<T> call(Operation operation, FilePath where, long bytes, Mono<T> call);

    /** Around a read or write of one chunk. */
    default <T> Mono<T> transfer(Operation operation, FilePath where, Chunk chunk, Mono<T> call) {
        return call(operation, where, chunk.length(), call);
    }

    Flux<FileStat> list(FilePath where, Flux<FileStat> call);
}
