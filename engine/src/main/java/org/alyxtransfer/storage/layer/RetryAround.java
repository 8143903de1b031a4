package org.alyxtransfer.storage.layer;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.storage.FileStat;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Repeats operations that bear it. All do: the contract makes publish, write and stage repeatable. */
final class RetryAround implements Around {
    private final RetryPolicy policy;
    private final Consumer<TransferException> onRetry;

    RetryAround(RetryPolicy policy, Consumer<TransferException> onRetry) {
        this.policy = policy;
        this.onRetry = onRetry;
    }

    @Override
    public <T> Mono<T> call(Operation operation, FilePath where, long bytes, Mono<T> call) {
        // who holds a session holds it for hours: say so at once
        boolean lease = operation == Operation.LEASE || operation == Operation.CONFIRM_LEASE;
        return policy.around(call, e -> !lease || e.kind() != Kind.BUSY, onRetry);
    }

    /** A list that broke off cannot be joined to another one: entries come in no order. */
    @Override
    public Flux<FileStat> list(FilePath where, Flux<FileStat> call) {
        return Flux.defer(() -> {
            AtomicBoolean begun = new AtomicBoolean();
            return policy.around(call.doOnNext(entry -> begun.set(true)), e -> !begun.get(), onRetry);
        });
    }
}
