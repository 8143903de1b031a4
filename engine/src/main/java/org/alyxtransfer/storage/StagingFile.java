package org.alyxtransfer.storage;

import com.google.errorprone.annotations.CheckReturnValue;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/**
 * Writes one file, chunk by chunk, under a staging name; nobody sees it under its own until it is published.
 *
 * <p>Chunks come from {@link #chunk}, in memory that suits this storage. They may be written in any order and overlap in
 * time; they must not overlap in bytes. Cancelling a write does not stop it: {@link #stage} and {@link #close} wait for
 * it.
 */
@CheckReturnValue
public interface StagingFile {
    /** Bytes that were there when a staging file was re-opened; 0 for a fresh one. */
    long sizeAtStart();

    /**
     * What tells this file's beginning from every other under its name, by whatever client of this version: it is another one
     * once somebody has begun the file anew, and the same for whoever goes on with it. Empty where the storage cannot tell;
     * then what is there is read before it is gone on with.
     */
    default String beginning() {
        return "";
    }

    /**
     * An empty chunk for {@code length} bytes at {@code offset}; waits until one is free. Ask in the order of offsets.
     * Who gets it gives it back ({@link Chunk#giveBack()}), also after {@link #write}.
     */
    Mono<Chunk> chunk(long offset, int length);

    /**
     * Completes when the server has acknowledged the chunk's bytes. Repeatable: same offset, same bytes. Fails with
     * {@code DISCONNECTED}, {@code FULL} or {@code DENIED}.
     */
    Mono<Void> write(Chunk chunk);

    /**
     * Whether a connection broke after the server had acknowledged bytes that it may have lost since; see {@link
     * StagedFile#isInDoubt()}.
     */
    default boolean isInDoubt() {
        return false;
    }

    /** As durable as {@link Limits#flush()} says. */
    Mono<Void> flush();

    /** Sets the time, closes the file, and checks that the storage shows the size written. */
    Mono<StagedFile> stage();

    /**
     * Closes without staging and leaves the staging file where it is, for a resume or {@link Storage#discard}. All chunks
     * are back when it completes. Never fails; does nothing after {@link #stage} but return the memory.
     */
    Mono<Void> close();

    /** The whole of a small file, as one chunk. */
    static Mono<StagedFile> writeWhole(StagingFile file, StagingTarget target, Function<Chunk, Mono<Chunk>> fill) {
        return file.chunk(0, Math.toIntExact(target.size()))
                .flatMap(fill)
                .flatMap(chunk -> file.write(chunk).doFinally(end -> chunk.giveBack()))
                .then(file.flush())
                .then(file.stage());
    }
}
