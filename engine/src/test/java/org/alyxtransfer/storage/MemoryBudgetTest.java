package org.alyxtransfer.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.alyxtransfer.storage.MemoryBudget.ArenaShape;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

/** Who gets memory, when, and that it comes back. */
class MemoryBudgetTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final ArenaShape SHAPE = new ArenaShape(100, 0, false, 4);

    private static final int RACES = 500;

    private final MemoryBudget budget = new MemoryBudget(400);

    @Test
    void aFileOwnsOneChunkFromItsAdmission() {
        Arena arena = admit(SHAPE);

        assertThat(budget.reservedBytes()).isEqualTo(100);
        close(arena);
        assertThat(budget.reservedBytes()).isZero();
    }

    @Test
    void aFileGetsMoreChunksWhileThereAreAnyUpToItsOwnBound() {
        Arena arena = admit(new ArenaShape(100, 0, false, 3));
        List<Chunk> chunks = List.of(take(arena, 0), take(arena, 100), take(arena, 200));

        StepVerifier.create(arena.take(300, 100))
                .expectSubscription()
                .expectNoEvent(Duration.ofMillis(1))
                .thenCancel()
                .verify();

        assertThat(budget.reservedBytes()).isEqualTo(300);
        chunks.forEach(Chunk::giveBack);
        assertThat(budget.reservedBytes()).as("the own one stays").isEqualTo(100);
        close(arena);
    }

    @Test
    void headroomCountsToo() {
        Arena arena = admit(new ArenaShape(100, 20, true, 1));

        assertThat(budget.reservedBytes()).isEqualTo(120);
        close(arena);
    }

    @Test
    void admissionWaitsUntilAFileIsClosed() {
        List<Arena> admitted = List.of(admit(SHAPE), admit(SHAPE), admit(SHAPE), admit(SHAPE));
        List<Arena> fifth = new ArrayList<>();
        Disposable waiting = budget.admit(SHAPE).subscribe(fifth::add);

        assertThat(fifth).isEmpty();
        close(admitted.get(2));
        assertThat(fifth).hasSize(1);
        assertThat(waiting.isDisposed()).isTrue();
        close(fifth.get(0));
        admitted.forEach(MemoryBudgetTest::close);
        assertThat(budget.reservedBytes()).isZero();
    }

    @Test
    void filesWaitingForAdmissionGoBeforeFilesThatWantMore() {
        Arena greedy = admit(SHAPE);
        List<Chunk> chunks = List.of(take(greedy, 0), take(greedy, 100), take(greedy, 200), take(greedy, 300));
        List<Chunk> more = new ArrayList<>();
        Disposable wanting = greedy.take(400, 100).subscribe(more::add);
        List<Arena> admitted = new ArrayList<>();
        Disposable waiting = budget.admit(SHAPE).subscribe(admitted::add);

        chunks.get(0).giveBack();

        assertThat(admitted).hasSize(1);
        assertThat(more).isEmpty();
        chunks.get(1).giveBack();
        assertThat(more).hasSize(1);
        assertThat(wanting.isDisposed() && waiting.isDisposed()).isTrue();
        close(greedy);
        close(admitted.get(0));
        assertThat(budget.reservedBytes()).isZero();
    }

    @Test
    void aCancelledAdmissionNoLongerHoldsUpSmallerOnesBehindIt() {
        Arena first = admit(new ArenaShape(300, 0, false, 1));
        Disposable big = budget.admit(new ArenaShape(200, 0, false, 1)).subscribe();
        List<Arena> small = new ArrayList<>();
        Disposable waiting = budget.admit(SHAPE).subscribe(small::add);
        assertThat(small).isEmpty();

        big.dispose();

        assertThat(small).hasSize(1);
        assertThat(waiting.isDisposed()).isTrue();
        close(small.get(0));
        close(first);
        assertThat(budget.reservedBytes()).isZero();
    }

    @Test
    void aCancelledTakerLeavesNoMemoryReservedForIt() {
        Arena one = admit(SHAPE);
        Chunk own = take(one, 0);
        Chunk extra = take(one, 100);
        Arena two = admit(new ArenaShape(200, 0, false, 1));
        Disposable taker = one.take(200, 100).subscribe();
        List<Arena> third = new ArrayList<>();
        Disposable waiting = budget.admit(new ArenaShape(200, 0, false, 1)).subscribe(third::add);

        taker.dispose();
        own.giveBack();
        extra.giveBack();
        close(one);

        assertThat(third).hasSize(1);
        assertThat(waiting.isDisposed()).isTrue();
        close(two);
        close(third.get(0));
        assertThat(budget.reservedBytes()).isZero();
    }

    @Test
    void aChunkThatACancelledTakerNeverAskedForGoesBack() {
        Arena arena = admit(new ArenaShape(100, 0, false, 1));

        arena.take(0, 100).subscribeWith(new Unasking<>()).cancel();

        take(arena, 100).giveBack();
        close(arena);
        assertThat(budget.reservedBytes()).isZero();
    }

    @Test
    void anAdmissionThatACancelledFileNeverAskedForGoesBack() {
        budget.admit(SHAPE).subscribeWith(new Unasking<>()).cancel();

        assertThat(budget.reservedBytes()).isZero();
    }

    @Test
    void anAdmissionCancelledAtTheMomentOfItsGrantGoesBack() {
        for (int i = 0; i < RACES; i++) {
            Arena whole = admit(new ArenaShape(400, 0, false, 1));
            Disposable waiting = Mono.usingWhen(budget.admit(SHAPE), file -> Mono.empty(), Arena::close)
                    .subscribe();

            race(whole::abandon, waiting::dispose);

            assertThat(budget.reservedBytes()).as("race %d", i).isZero();
        }
    }

    @Test
    void aFileAdmittedTogetherWithOneThatCancelsItGoesBack() {
        Arena whole = admit(new ArenaShape(400, 0, false, 1));
        Disposable.Swap second = Disposables.swap();
        Disposable first = budget.admit(SHAPE).subscribe(arena -> {
            second.dispose();
            arena.abandon();
        });
        second.update(budget.admit(SHAPE).subscribe());

        close(whole);

        assertThat(first.isDisposed()).isTrue();
        assertThat(budget.reservedBytes()).isZero();
    }

    @Test
    void closingTakesBackWhatThePipelineForgot() {
        Arena arena = admit(SHAPE);
        Chunk forgotten = take(arena, 0);

        close(arena);

        assertThat(budget.reservedBytes()).isZero();
        forgotten.giveBack();
        assertThat(budget.reservedBytes()).isZero();
        assertThatThrownBy(forgotten::hold).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void closingWaitsForHeldChunks() {
        Arena arena = admit(SHAPE);
        Chunk chunk = take(arena, 0);
        chunk.hold();
        chunk.giveBack();
        List<String> events = new ArrayList<>();
        Disposable closing =
                arena.close().subscribe(nothing -> {}, e -> events.add("failed"), () -> events.add("closed"));

        assertThat(events).isEmpty();
        assertThat(budget.reservedBytes()).isEqualTo(100);
        chunk.release();
        assertThat(events).containsExactly("closed");
        assertThat(closing.isDisposed()).isTrue();
        assertThat(budget.reservedBytes()).isZero();
    }

    @Test
    void closingRefusesThoseWhoWait() {
        Arena arena = admit(new ArenaShape(100, 0, false, 1));
        Chunk held = take(arena, 0);
        List<Throwable> refusals = new ArrayList<>();
        Disposable waiting = arena.take(100, 100).subscribe(chunk -> {}, refusals::add);

        close(arena);

        assertThat(refusals).hasSize(1);
        assertThat(waiting.isDisposed()).isTrue();
        StepVerifier.create(arena.take(0, 100))
                .expectError(IllegalStateException.class)
                .verify(PATIENCE);
        held.giveBack();
        close(arena);
    }

    @Test
    void aChunkServesInTheOrderOfRequests() {
        Arena arena = admit(new ArenaShape(100, 0, false, 1));
        Chunk first = take(arena, 0);
        List<Long> served = new ArrayList<>();
        Disposable a = arena.take(100, 100).subscribe(chunk -> serve(chunk, served));
        Disposable b = arena.take(200, 100).subscribe(chunk -> serve(chunk, served));

        first.giveBack();

        assertThat(served).containsExactly(100L, 200L);
        assertThat(a.isDisposed() && b.isDisposed()).isTrue();
        close(arena);
    }

    @Test
    void requestsThatCanNeverBeServedFailAtOnce() {
        Arena arena = admit(SHAPE);

        StepVerifier.create(budget.admit(new ArenaShape(401, 0, false, 1)))
                .expectError(IllegalArgumentException.class)
                .verify(PATIENCE);
        StepVerifier.create(arena.take(0, 101))
                .expectError(IllegalArgumentException.class)
                .verify(PATIENCE);
        close(arena);
    }

    @Test
    void memoryOfASizeThatNobodyUsesAnyMoreMakesRoom() {
        for (int bytes = 100; bytes <= 400; bytes += 50) {
            Arena arena = admit(new ArenaShape(bytes, 0, bytes % 100 == 0, 1));
            take(arena, 0, bytes).giveBack();
            close(arena);

            assertThat(budget.allocatedBytes()).isLessThanOrEqualTo(400);
        }
    }

    @Test
    void sizesThatNobodyUsesAnyMoreAreForgotten() {
        for (int bytes = 200; bytes <= 400; bytes++) {
            Arena arena = admit(new ArenaShape(bytes, 0, false, 1));
            take(arena, 0, bytes).giveBack();
            close(arena);
        }

        assertThat(budget.shapes()).isLessThanOrEqualTo(2);
    }

    @Test
    void aJvmWithLessMemoryThanTheBudgetIsTold() {
        MemoryBudget boastful = new MemoryBudget(1L << 40);
        Arena arena = Objects.requireNonNull(
                boastful.admit(new ArenaShape(Integer.MAX_VALUE, 0, false, 1)).block(PATIENCE));

        StepVerifier.create(arena.take(0, 10))
                .expectErrorSatisfies(e -> assertThat(e).hasMessageContaining("memory budget"))
                .verify(PATIENCE);

        close(arena);
        assertThat(boastful.reservedBytes()).isZero();
        assertThat(boastful.allocatedBytes()).isZero();
    }

    @Test
    void aChunkShowsItsRangeAndTheHeadroomBeforeIt() {
        Arena arena = admit(new ArenaShape(100, 16, false, 1));
        Chunk chunk = take(arena, 5000, 60);

        ByteBuffer bytes = chunk.bytes();
        ByteBuffer framed = chunk.bytesWithHeadroom(4);
        bytes.put(0, (byte) 42);

        assertThat(chunk.offset()).isEqualTo(5000);
        assertThat(bytes.remaining()).isEqualTo(60);
        assertThat(framed.remaining()).isEqualTo(64);
        assertThat(framed.get(4)).isEqualTo((byte) 42);
        close(arena);
    }

    /** Both at once, as far as a scheduler allows it. */
    private static void race(Runnable one, Runnable other) {
        CountDownLatch ready = new CountDownLatch(2);
        Mono.when(atOnce(one, ready), atOnce(other, ready)).block(PATIENCE);
    }

    private static Mono<Void> atOnce(Runnable step, CountDownLatch ready) {
        return Mono.<Void>fromRunnable(() -> {
                    ready.countDown();
                    while (ready.getCount() > 0) {
                        Thread.onSpinWait();
                    }
                    step.run();
                })
                .subscribeOn(Schedulers.boundedElastic());
    }

    private static void serve(Chunk chunk, List<Long> served) {
        served.add(chunk.offset());
        chunk.giveBack();
    }

    private Arena admit(ArenaShape shape) {
        return Objects.requireNonNull(budget.admit(shape).block(PATIENCE));
    }

    private static Chunk take(Arena arena, long offset) {
        return take(arena, offset, 100);
    }

    private static Chunk take(Arena arena, long offset, int length) {
        return Objects.requireNonNull(arena.take(offset, length).block(PATIENCE));
    }

    private static void close(Arena arena) {
        Mono<Void> closing = arena.close();
        closing.block(PATIENCE);
    }

    /** Subscribes, but asks for nothing: what is ready for it waits in the operator. */
    private static final class Unasking<T> extends BaseSubscriber<T> {
        @Override
        protected void hookOnSubscribe(Subscription subscription) {}
    }
}
