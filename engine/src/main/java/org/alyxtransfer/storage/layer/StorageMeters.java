package org.alyxtransfer.storage.layer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.storage.FileStat;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Counts and times operations. */
final class StorageMeters implements Around {
    private final MeterRegistry meters;
    private final String role;

    StorageMeters(MeterRegistry meters, String role) {
        this.meters = meters;
        this.role = role;
    }

    @Override
    public <T> Mono<T> call(Operation operation, FilePath where, long bytes, Mono<T> call) {
        return Mono.defer(() -> {
            Measured measured = new Measured(operation);
            return call.doOnSuccess(value -> countBytes(operation, bytes))
                    .doOnSuccess(value -> measured.end("done"))
                    .doOnError(e -> measured.end(outcome(e)))
                    .doOnCancel(() -> measured.end("cancelled"));
        });
    }

    @Override
    public Flux<FileStat> list(FilePath where, Flux<FileStat> call) {
        return Flux.defer(() -> {
            Measured measured = new Measured(Operation.LIST);
            return call.doOnComplete(() -> measured.end("done"))
                    .doOnError(e -> measured.end(outcome(e)))
                    .doOnCancel(() -> measured.end("cancelled"));
        });
    }

    private void countBytes(Operation operation, long bytes) {
        if (bytes > 0) {
            Counter.builder("alyx.storage.bytes")
                    .baseUnit("bytes")
                    .tag("role", role)
                    .tag("operation", operation.label())
                    .register(meters)
                    .increment((double) bytes);
        }
    }

    private static String outcome(Throwable failure) {
        return failure instanceof TransferException known
                ? known.kind().name().toLowerCase(Locale.ROOT).replace('_', '-')
                : "unexpected";
    }

    /** One operation, from its start to its only end: some subscribers cancel what has given its value. */
    private final class Measured {
        private final Timer.Sample sample = Timer.start(meters);
        private final AtomicBoolean running = new AtomicBoolean(true);
        private final Operation operation;

        Measured(Operation operation) {
            this.operation = operation;
        }

        void end(String outcome) {
            if (running.getAndSet(false)) {
                sample.stop(Timer.builder("alyx.storage.operations")
                        .tag("role", role)
                        .tag("operation", operation.label())
                        .tag("outcome", outcome)
                        .register(meters));
            }
        }
    }
}
