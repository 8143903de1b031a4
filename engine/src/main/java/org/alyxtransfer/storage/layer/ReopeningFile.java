package org.alyxtransfer.storage.layer;

import java.util.function.Consumer;
import java.util.function.Function;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.storage.Chunk;
import org.alyxtransfer.storage.FileStat;
import org.alyxtransfer.storage.SourceFile;
import reactor.core.publisher.Mono;

/**
 * A file open for reading that is opened anew after a failure that may pass, unless it recovers by itself.
 *
 * <p>Reads that overlap share one new opening. When the file is another one by then, reading fails with {@code
 * SOURCE_CHANGED}: halves of two files must not become one.
 */
final class ReopeningFile implements SourceFile {
    private final SourceFile first;
    private final Mono<SourceFile> open;
    private final RetryPolicy policy;
    private final Consumer<TransferException> onRetry;
    private volatile Mono<SourceFile> current;
    private volatile boolean closed;

    private ReopeningFile(
            SourceFile first, Mono<SourceFile> open, RetryPolicy policy, Consumer<TransferException> onRetry) {
        this.first = first;
        this.open = open;
        this.policy = policy;
        this.onRetry = onRetry;
        this.current = Mono.just(first);
    }

    static Mono<SourceFile> open(Mono<SourceFile> open, RetryPolicy policy, Consumer<TransferException> onRetry) {
        return policy.around(open, e -> true, onRetry)
                .<SourceFile>map(first -> new ReopeningFile(first, open, policy, onRetry))
                .doOnDiscard(SourceFile.class, file -> Unwanted.end(file.close()));
    }

    @Override
    public FileStat stat() {
        return first.stat();
    }

    @Override
    public int readsInFlight() {
        return first.readsInFlight();
    }

    @Override
    public Mono<Chunk> read(Chunk chunk) {
        return repeating(file -> file.read(chunk));
    }

    @Override
    public boolean recoversByItself() {
        return true;
    }

    @Override
    public Mono<FileStat> statAgain() {
        return repeating(SourceFile::statAgain);
    }

    @Override
    public Mono<Void> close() {
        return Mono.defer(() -> {
            closed = true;
            return current.flatMap(SourceFile::close).onErrorComplete();
        });
    }

    private <T> Mono<T> repeating(Function<SourceFile, Mono<T>> use) {
        Mono<T> attempt = Mono.defer(() -> {
            Mono<SourceFile> used = current;
            return used.flatMap(use).doOnError(e -> replace(used, e));
        });
        return policy.around(attempt, e -> true, onRetry);
    }

    /** Only the first of several failing reads replaces the file they share. */
    private synchronized void replace(Mono<SourceFile> used, Throwable failure) {
        if (first.recoversByItself()) {
            return;
        }
        if (failure instanceof TransferException known && known.isTemporary() && current == used) {
            current = reopened(used);
        }
    }

    private Mono<SourceFile> reopened(Mono<SourceFile> used) {
        return used.flatMap(SourceFile::close)
                .onErrorComplete()
                .then(Mono.defer(() -> closed ? Mono.error(refused()) : open))
                .flatMap(this::checked)
                .cache();
    }

    /** Whoever closes it would otherwise open it once more, only to close that. */
    private IllegalStateException refused() {
        return new IllegalStateException(first.stat().path() + " is closed");
    }

    private Mono<SourceFile> checked(SourceFile again) {
        if (again.stat().sameContent(first.stat())) {
            return Mono.just(again);
        }
        return again.close()
                .then(Mono.error(new TransferException(
                        Kind.SOURCE_CHANGED,
                        first.stat().path().value(),
                        "changed while the connection was lost; run again to transfer it as it is now")));
    }
}
