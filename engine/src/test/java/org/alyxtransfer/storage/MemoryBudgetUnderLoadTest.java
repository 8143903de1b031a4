package org.alyxtransfer.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.alyxtransfer.storage.MemoryBudget.ArenaShape;
import org.alyxtransfer.threads.WorkerThreads;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Many files at once that take, hold, cancel, fail and close in random order. */
class MemoryBudgetUnderLoadTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int LIMIT = 4000;

    private final long seed = Long.getLong("test.seed", System.nanoTime());
    private final MemoryBudget budget = new MemoryBudget(LIMIT);
    private final AtomicLong inUse = new AtomicLong();
    private final AtomicLong operations = new AtomicLong();
    private final AtomicReference<@Nullable String> broken = new AtomicReference<>();
    private Scheduler workers;

    @BeforeEach
    void startWorkers() {
        System.out.println("MemoryBudgetUnderLoadTest: -Dtest.seed=" + seed);
        workers = WorkerThreads.scheduler("operations", 6, Integer.MAX_VALUE);
    }

    @AfterEach
    void stopWorkers() {
        workers.dispose();
    }

    @RepeatedTest(3)
    void theBudgetHoldsNobodyHangsAndEveryByteComesBack() {
        Random seeds = new Random(seed);

        Flux.range(0, 250)
                .map(i -> new Random(seeds.nextLong()))
                .flatMap(random -> file(random).subscribeOn(workers), 40, 1)
                .blockLast(PATIENCE);

        assertThat(broken.get()).isNull();
        assertThat(operations.get()).isPositive();
        assertThat(inUse.get()).as("bytes of operations still running").isZero();
        assertThat(budget.reservedBytes()).isZero();
        assertThat(budget.allocatedBytes()).isLessThanOrEqualTo(LIMIT);
    }

    /** One file: admitted, or its admission is cancelled; then chunks, some of them cancelled; then closed. */
    private Mono<Void> file(Random random) {
        ArenaShape shape = new ArenaShape(
                200 + 200 * random.nextInt(4), 8 * random.nextInt(2), random.nextBoolean(), 1 + random.nextInt(5));
        int chunks = 1 + random.nextInt(12);
        boolean fails = random.nextInt(10) == 0;
        Mono<Void> whole = Mono.usingWhen(
                budget.admit(shape),
                arena -> Flux.range(0, chunks)
                        .flatMap(i -> chunk(arena, i, shape, new Random(random.nextLong())), shape.chunks() + 1, 1)
                        .then(fails ? Mono.<Void>error(new ExpectedException()) : Mono.empty()),
                Arena::close);
        return cutShort(whole, random, 8).onErrorResume(ExpectedException.class, e -> Mono.empty());
    }

    private Mono<Void> chunk(Arena arena, int index, ArenaShape shape, Random random) {
        int length = random.nextInt(shape.chunkBytes() + 1);
        Mono<Void> whole = arena.take((long) index * shape.chunkBytes(), length)
                .flatMap(chunk -> operation(chunk, shape, random.nextInt())
                        .then(random.nextBoolean() ? operation(chunk, shape, random.nextInt()) : Mono.empty())
                        .doFinally(end -> chunk.giveBack()));
        return cutShort(whole, random, 5);
    }

    /** Cancels one in so many, at some time. */
    private Mono<Void> cutShort(Mono<Void> whole, Random random, int oneIn) {
        if (random.nextInt(oneIn) != 0) {
            return whole;
        }
        Mono<String> cut = Mono.fromRunnable(() -> spin(random.nextInt(10_000)))
                .subscribeOn(workers)
                .thenReturn("cut");
        return Mono.firstWithSignal(whole.thenReturn("done"), cut).then();
    }

    /** Works on the bytes on another thread, as an adapter does; a cancel does not stop it. */
    private Mono<Void> operation(Chunk chunk, ArenaShape shape, int mark) {
        return Mono.create(sink -> {
            try {
                chunk.hold();
            } catch (IllegalStateException e) { // the arena was closed by a cancel
                sink.error(new ExpectedException());
                return;
            }
            Disposable running = workers.schedule(() -> {
                work(chunk, shape, mark);
                chunk.release();
                sink.success();
            });
            if (running.isDisposed() && workers.isDisposed()) {
                complain("the workers were stopped");
            }
        });
    }

    private void work(Chunk chunk, ArenaShape shape, int mark) {
        int bytes = shape.chunkBytes() + shape.headroom();
        if (inUse.addAndGet(bytes) > LIMIT) {
            complain("more bytes in use than the budget has");
        }
        if (budget.reservedBytes() > LIMIT || budget.allocatedBytes() > LIMIT) {
            complain("the budget was exceeded");
        }
        ByteBuffer view = chunk.bytes();
        for (int i = 0; i < view.limit(); i++) {
            view.put(i, (byte) (mark + i));
        }
        spin(Math.abs(mark % 2_000));
        for (int i = 0; i < view.limit(); i++) {
            if (view.get(i) != (byte) (mark + i)) {
                complain("memory was used by two at once");
                break;
            }
        }
        operations.incrementAndGet();
        inUse.addAndGet(-bytes);
    }

    @Test
    void aChunkOnItsWayToACancelledTakerIsNotLost() throws InterruptedException {
        for (int i = 0; i < 1500; i++) {
            Arena arena = Objects.requireNonNull(
                    budget.admit(new ArenaShape(LIMIT, 0, false, 1)).block(PATIENCE));
            Chunk only = Objects.requireNonNull(arena.take(0, 1).block(PATIENCE));
            Disposable taker = arena.take(1, 1).subscribeWith(new Receiver<>(Chunk::giveBack));

            bothAtOnce(only::giveBack, taker::dispose);

            Chunk next = arena.take(2, 1).block(PATIENCE);
            assertThat(next).isNotNull();
            arena.close().block(PATIENCE);
        }
        assertThat(budget.reservedBytes()).isZero();
    }

    @Test
    void anAdmissionOnItsWayToACancelledFileIsNotLost() throws InterruptedException {
        ArenaShape all = new ArenaShape(LIMIT, 0, false, 1);
        for (int i = 0; i < 1500; i++) {
            Arena first = Objects.requireNonNull(budget.admit(all).block(PATIENCE));
            Disposable second = budget.admit(all).subscribeWith(new Receiver<>(Arena::abandon));

            bothAtOnce(first::abandon, second::dispose);

            Arena third = Objects.requireNonNull(budget.admit(all).block(PATIENCE));
            third.close().block(PATIENCE);
        }
        assertThat(budget.reservedBytes()).isZero();
    }

    private void bothAtOnce(Runnable one, Runnable other) throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        CountDownLatch ready = new CountDownLatch(1);
        Disposable running = workers.schedule(() -> {
            ready.countDown();
            one.run();
            done.countDown();
        });
        ready.await();
        other.run();
        done.await();
        assertThat(running).isNotNull();
    }

    private void complain(String what) {
        broken.compareAndSet(null, what);
    }

    private static void spin(int rounds) {
        for (int i = 0; i < rounds; i++) {
            Thread.onSpinWait();
        }
    }

    /** Takes what reaches it, also after it has cancelled; {@code subscribe(Consumer)} would drop that. */
    private static final class Receiver<T> extends BaseSubscriber<T> {
        private final Consumer<T> receive;

        Receiver(Consumer<T> receive) {
            this.receive = receive;
        }

        @Override
        protected void hookOnNext(T value) {
            receive.accept(value);
        }
    }

    /** The failure that some files of the test have. */
    private static final class ExpectedException extends RuntimeException {}
}
