package org.alyxtransfer.storage.layer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.storage.Arena;
import org.alyxtransfer.storage.MemoryBudget;
import org.alyxtransfer.storage.MemoryBudget.ArenaShape;
import org.alyxtransfer.storage.SourceFile;
import org.alyxtransfer.storage.StagingTarget;
import org.alyxtransfer.storage.Storage;
import org.alyxtransfer.storage.memory.MemoryStorage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

/** Bytes move no faster than allowed; time is virtual. */
class BandwidthTest {
    private final VirtualTimeScheduler clock = VirtualTimeScheduler.create();
    private final AtomicInteger moved = new AtomicInteger();

    @AfterEach
    void stopClock() {
        clock.dispose();
    }

    @Test
    void bytesWaitForTheirTurn() {
        Bandwidth bandwidth = bandwidth();
        Disposable moving = Flux.range(0, 11)
                .concatMap(i -> bandwidth.await(100).doOnSuccess(done -> moved.incrementAndGet()), 1)
                .subscribe();

        assertThat(moved)
                .as("a tenth of a second's worth at once, then one more whose time begins")
                .hasValue(2);
        clock.advanceTimeBy(Duration.ofMillis(500));
        assertThat(moved).hasValue(7);
        clock.advanceTimeBy(Duration.ofMillis(399));
        assertThat(moved).hasValue(10);
        clock.advanceTimeBy(Duration.ofMillis(1));
        assertThat(moved).hasValue(11);
        assertThat(moving.isDisposed()).isTrue();
    }

    @Test
    void unusedTimeIsNotSavedUp() {
        Bandwidth bandwidth = bandwidth();
        clock.advanceTimeBy(Duration.ofHours(1));

        Disposable moving = Flux.range(0, 100)
                .concatMap(i -> bandwidth.await(100).doOnSuccess(done -> moved.incrementAndGet()), 1)
                .subscribe();

        assertThat(moved).hasValue(2);
        moving.dispose();
    }

    @Test
    void aClockThatBeginsFarBelowZeroIsAsGoodAsAny() {
        Bandwidth bandwidth = new Bandwidth(
                1000, clock, () -> Long.MIN_VALUE + TimeUnit.HOURS.toNanos(1) + clock.now(TimeUnit.NANOSECONDS));

        Disposable moving = Flux.range(0, 3)
                .concatMap(i -> bandwidth.await(100).doOnSuccess(done -> moved.incrementAndGet()), 1)
                .subscribe();

        assertThat(moved).hasValue(2);
        clock.advanceTimeBy(Duration.ofMillis(100));
        assertThat(moved).hasValue(3);
        assertThat(moving.isDisposed()).isTrue();
    }

    @Test
    void allStoragesThatShareABandwidthShareItsBytes() {
        Bandwidth bandwidth = bandwidth();
        MemoryBudget budget = new MemoryBudget(1 << 20);
        Disposable moving = Mono.when(put(bandwidth, budget), put(bandwidth, budget), put(bandwidth, budget))
                .doOnSuccess(done -> moved.incrementAndGet())
                .subscribe();

        clock.advanceTimeBy(Duration.ofMillis(1800));
        assertThat(moved).hasValue(0);
        clock.advanceTimeBy(Duration.ofMillis(100));
        assertThat(moved).hasValue(1);
        assertThat(moving.isDisposed()).isTrue();
        assertThat(budget.reservedBytes()).isZero();
    }

    @Test
    void readingBackWaitsForItsTurn() {
        MemoryBudget budget = new MemoryBudget(1 << 20);
        Disposable moving = writtenAndRead(RateLimitedStorage.ofShare(new MemoryStorage(budget), bandwidth()), budget);

        clock.advanceTimeBy(Duration.ofMillis(899));
        assertThat(moved).hasValue(0);
        clock.advanceTimeBy(Duration.ofMillis(1));
        assertThat(moved).hasValue(1);
        assertThat(moving.isDisposed()).isTrue();
        assertThat(budget.reservedBytes()).isZero();
    }

    @Test
    void readingADiskWaitsForNothing() {
        MemoryBudget budget = new MemoryBudget(1 << 20);
        Disposable moving = writtenAndRead(RateLimitedStorage.ofDisk(new MemoryStorage(budget), bandwidth()), budget);

        assertThat(moved).hasValue(1);
        assertThat(moving.isDisposed()).isTrue();
    }

    private Disposable writtenAndRead(Storage storage, MemoryBudget budget) {
        return storage.putSmall(new StagingTarget(FilePath.of(".s"), 1000, Instant.EPOCH), Mono::just)
                .flatMap(staged -> Mono.usingWhen(
                        storage.openForReadBack(staged),
                        file -> Mono.usingWhen(
                                budget.admit(new ArenaShape(1000, 0, false, 1)),
                                arena -> arena.take(0, 1000).flatMap(file::read),
                                Arena::close),
                        SourceFile::close))
                .doOnSuccess(done -> moved.incrementAndGet())
                .subscribe();
    }

    private Bandwidth bandwidth() {
        return new Bandwidth(1000, clock, () -> clock.now(TimeUnit.NANOSECONDS));
    }

    private static Mono<?> put(Bandwidth bandwidth, MemoryBudget budget) {
        return RateLimitedStorage.ofShare(new MemoryStorage(budget), bandwidth)
                .putSmall(new StagingTarget(FilePath.of(".s"), 1000, Instant.EPOCH), Mono::just);
    }
}
