package org.alyxtransfer.storage.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.storage.Lease;
import org.alyxtransfer.storage.MemoryBudget;
import org.alyxtransfer.storage.RoundTrip;
import org.alyxtransfer.storage.SourceFile;
import org.alyxtransfer.storage.StagingFile;
import org.alyxtransfer.storage.StagingTarget;
import org.alyxtransfer.storage.Storage.OnExisting;
import org.alyxtransfer.storage.Storage.Start;
import org.alyxtransfer.storage.memory.MemoryStorage;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.publisher.Mono;

/** What a storage has opened just when its caller cancelled, as another thread may, is closed. */
class LateOpeningTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final FilePath FILE = FilePath.of("file");
    private static final FilePath FOLDER = FilePath.of("session");

    private final MemoryBudget budget = new MemoryBudget(1 << 20);
    private final MemoryStorage memory = new MemoryStorage(budget);
    private final List<SourceFile> opened = new ArrayList<>();
    private final RetryingStorage storage = new RetryingStorage(new Late(), RetryPolicy.DEFAULT);
    private final RetryingSource source = new RetryingSource(new Late(), RetryPolicy.DEFAULT);

    @Test
    void aStagingFileGivesItsMemoryBack() {
        StagingTarget target = new StagingTarget(FilePath.of(".staging"), 100, Instant.EPOCH);

        storage.openStaged(target, Start.FRESH).subscribe().dispose();

        assertThat(budget.reservedBytes()).isZero();
    }

    @Test
    void aLeaseIsFree() {
        storage.lease(FOLDER).subscribe().dispose();

        assertThat(memory.lease(FOLDER).hasElement().block(PATIENCE)).isTrue();
    }

    @Test
    void aFileToReadIsClosed() {
        Mono.just(RoundTrip.stored(memory, ".staging", RoundTrip.bytes(100)))
                .flatMap(staged -> memory.publish(staged, FILE, OnExisting.FAIL))
                .block(PATIENCE);

        storage.open(FILE).subscribe().dispose();
        source.openTold(FILE, 100).subscribe().dispose();

        assertThat(opened).hasSize(2).allSatisfy(file -> assertThatThrownBy(
                        () -> SourceFile.readWhole(file, file.stat(), whole()).block(PATIENCE))
                .hasMessageContaining("after it was closed"));
    }

    private org.alyxtransfer.storage.Chunk whole() {
        return Objects.requireNonNull(budget.admit(new MemoryBudget.ArenaShape(100, 0, false, 1))
                .flatMap(arena -> arena.take(0, 100))
                .block(PATIENCE));
    }

    /** Emits what it opens when its caller cancels. */
    private final class Late extends LayeredStorage {
        Late() {
            super(memory, new Faults());
        }

        @Override
        public Mono<StagingFile> openStaged(StagingTarget target, Start start) {
            return late(super.openStaged(target, start));
        }

        @Override
        public Mono<Lease> lease(FilePath folder) {
            return late(super.lease(folder));
        }

        @Override
        public Mono<SourceFile> open(FilePath path) {
            return late(super.open(path).doOnNext(opened::add));
        }

        @Override
        public Mono<SourceFile> openTold(FilePath path, long size) {
            return open(path);
        }
    }

    private static <T> Mono<T> late(Mono<T> opening) {
        return Mono.fromDirect(caller -> {
            T known = Objects.requireNonNull(opening.block(PATIENCE));
            caller.onSubscribe(new Subscription() {
                @Override
                public void request(long n) {}

                @Override
                public void cancel() {
                    caller.onNext(known);
                    caller.onComplete();
                }
            });
        });
    }
}
