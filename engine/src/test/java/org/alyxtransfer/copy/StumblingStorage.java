package org.alyxtransfer.copy;

import java.util.concurrent.TimeUnit;
import org.alyxtransfer.storage.Chunk;
import org.alyxtransfer.storage.PlainStorage;
import org.alyxtransfer.storage.StagedFile;
import org.alyxtransfer.storage.StagingFile;
import org.alyxtransfer.storage.StagingTarget;
import org.alyxtransfer.storage.Storage;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

/** A storage whose third write lets the first one succeed; the second and the third end when they are told to. */
final class StumblingStorage extends PlainStorage {
    private static final long UNTIL_ALL_ARE_IN_FLIGHT = 100; // milliseconds

    private final Sinks.One<Boolean> first = Sinks.one();
    private final Sinks.One<Boolean> second = Sinks.one();
    private final Sinks.One<Boolean> third = Sinks.one();

    StumblingStorage(Storage inner) {
        super(inner);
    }

    /** Makes the two fail, on this thread and one right after the other. */
    void fail(Throwable one, Throwable other) {
        second.tryEmitError(one);
        third.tryEmitError(other);
    }

    @Override
    public Mono<StagingFile> openStaged(StagingTarget target, Start start) {
        return super.openStaged(target, start).map(Stumbling::new);
    }

    private final class Stumbling implements StagingFile {
        private final StagingFile inner;
        private int writes;

        Stumbling(StagingFile inner) {
            this.inner = inner;
        }

        @Override
        public long sizeAtStart() {
            return inner.sizeAtStart();
        }

        @Override
        public Mono<Chunk> chunk(long offset, int length) {
            return inner.chunk(offset, length);
        }

        @Override
        public synchronized Mono<Void> write(Chunk chunk) {
            return switch (writes++) {
                case 0 -> first.asMono().then(inner.write(chunk));
                case 1 -> second.asMono().then();
                case 2 -> third.asMono().doOnSubscribe(all -> succeedSoon()).then();
                default -> Mono.never();
            };
        }

        private void succeedSoon() {
            Schedulers.parallel()
                    .schedule(() -> first.tryEmitValue(true), UNTIL_ALL_ARE_IN_FLIGHT, TimeUnit.MILLISECONDS);
        }

        @Override
        public Mono<Void> flush() {
            return inner.flush();
        }

        @Override
        public Mono<StagedFile> stage() {
            return inner.stage();
        }

        @Override
        public Mono<Void> close() {
            return inner.close();
        }
    }
}
