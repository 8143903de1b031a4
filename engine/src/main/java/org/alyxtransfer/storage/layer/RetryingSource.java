package org.alyxtransfer.storage.layer;

import java.util.function.Consumer;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.storage.FileSource;
import org.alyxtransfer.storage.SourceFile;
import reactor.core.publisher.Mono;

/**
 * A source whose operations are repeated after failures that may pass; a file is opened anew for it, and must be the same.
 */
public final class RetryingSource extends LayeredSource {
    private final FileSource source;
    private final RetryPolicy policy;
    private final Consumer<TransferException> onRetry;

    public RetryingSource(FileSource source, RetryPolicy policy) {
        this(source, policy, failure -> {});
    }

    /**
     * @param onRetry hears of each failure that is followed by another try
     */
    public RetryingSource(FileSource source, RetryPolicy policy, Consumer<TransferException> onRetry) {
        super(source, new RetryAround(policy, onRetry));
        this.source = source;
        this.policy = policy;
        this.onRetry = onRetry;
    }

    @Override
    public Mono<SourceFile> open(FilePath path) {
        return ReopeningFile.open(source.open(path), policy, onRetry);
    }

    @Override
    public Mono<SourceFile> openTold(FilePath path, long size) {
        return ReopeningFile.open(source.openTold(path, size), policy, onRetry);
    }
}
