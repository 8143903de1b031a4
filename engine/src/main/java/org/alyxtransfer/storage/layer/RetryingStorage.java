package org.alyxtransfer.storage.layer;

import java.nio.ByteBuffer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.storage.Chunk;
import org.alyxtransfer.storage.SourceFile;
import org.alyxtransfer.storage.StagedFile;
import org.alyxtransfer.storage.StagingFile;
import org.alyxtransfer.storage.StagingTarget;
import org.alyxtransfer.storage.Storage;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * A storage whose operations are repeated after failures that may pass.
 *
 * <p>A write is repeated on the same staging file, whose adapter re-opens what broke. A small file is filled once only, as
 * filling also hashes: up to {@value #REMEMBERED} bytes are remembered for another try, more stay in their chunk while
 * the single steps are repeated. A failure of the filling itself is not repeated here.
 */
public final class RetryingStorage extends LayeredStorage {
    static final int REMEMBERED = 64 * 1024; // on the heap, outside the memory budget, for each file in flight

    private final Storage storage;
    private final RetryPolicy policy;
    private final Consumer<TransferException> onRetry;

    public RetryingStorage(Storage storage, RetryPolicy policy) {
        this(storage, policy, failure -> {});
    }

    /**
     * @param onRetry hears of each failure that is followed by another try
     */
    public RetryingStorage(Storage storage, RetryPolicy policy, Consumer<TransferException> onRetry) {
        super(storage, new RetryAround(policy, onRetry));
        this.storage = storage;
        this.policy = policy;
        this.onRetry = onRetry;
    }

    @Override
    public Mono<SourceFile> open(FilePath path) {
        return ReopeningFile.open(storage.open(path), policy, onRetry);
    }

    @Override
    public Mono<SourceFile> openTold(FilePath path, long size) {
        return ReopeningFile.open(storage.openTold(path, size), policy, onRetry);
    }

    @Override
    public Mono<SourceFile> openForReadBack(StagedFile staged) {
        return ReopeningFile.open(storage.openForReadBack(staged), policy, onRetry);
    }

    @Override
    public Mono<StagedFile> putSmall(StagingTarget target, Function<Chunk, Mono<Chunk>> fill) {
        if (target.size() > REMEMBERED) {
            return Mono.usingWhen(
                    openStaged(target, Start.FRESH),
                    file -> StagingFile.writeWhole(file, target, fill),
                    StagingFile::close);
        }
        return Mono.defer(() -> {
            Filled once = new Filled(fill);
            Mono<StagedFile> attempt = storage.putSmall(target, once::into);
            return policy.around(attempt, e -> e != once.failure, onRetry); // its source has repeated what it could
        });
    }

    /** What a small file was filled with, or why it was not; one attempt follows the other. */
    private static final class Filled {
        private final Function<Chunk, Mono<Chunk>> fill;
        private volatile byte @Nullable [] content;
        private volatile @Nullable Throwable failure;

        Filled(Function<Chunk, Mono<Chunk>> fill) {
            this.fill = fill;
        }

        Mono<Chunk> into(Chunk chunk) {
            return Mono.defer(() -> {
                byte[] known = content;
                if (known != null) {
                    chunk.bytes().put(known);
                    return Mono.just(chunk);
                }
                return fill.apply(chunk)
                        .doOnNext(filled -> content = copyOf(filled))
                        .doOnError(e -> failure = e);
            });
        }

        private static byte[] copyOf(Chunk chunk) {
            ByteBuffer bytes = chunk.bytes();
            byte[] copy = new byte[bytes.remaining()];
            bytes.get(copy);
            return copy;
        }
    }
}
