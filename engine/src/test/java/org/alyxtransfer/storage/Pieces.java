package org.alyxtransfer.storage;

import org.alyxtransfer.storage.Storage.Start;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Writes bytes from memory to a storage, in chunks of its size. */
public final class Pieces {
    private Pieces() {}

    public static Mono<StagedFile> stage(Storage storage, StagingTarget target, byte[] content, Limits limits) {
        return Mono.usingWhen(
                storage.openStaged(target, Start.FRESH),
                file -> writeAll(file, content, limits).then(file.stage()),
                StagingFile::close);
    }

    public static Mono<Void> writeAll(StagingFile file, byte[] content, Limits limits) {
        int pieces = Math.max(1, (content.length + limits.chunkBytes() - 1) / limits.chunkBytes());
        return Flux.range(0, pieces)
                .flatMap(i -> write(file, content, i * limits.chunkBytes(), limits), limits.writesInFlight(), 1)
                .then();
    }

    private static Mono<Void> write(StagingFile file, byte[] content, int offset, Limits limits) {
        return file.chunk(offset, Math.min(limits.chunkBytes(), content.length - offset))
                .flatMap(chunk -> file.write(filled(chunk, content)).doFinally(end -> chunk.giveBack()));
    }

    private static Chunk filled(Chunk chunk, byte[] content) {
        chunk.bytes().put(content, Math.toIntExact(chunk.offset()), chunk.length());
        return chunk;
    }
}
