package org.alyxtransfer.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

class PermitsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void noMoreRunAtOnceThanThereArePermits() {
        Permits permits = new Permits(3);
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();

        Flux.range(0, 200)
                .flatMap(i -> permits.during(() -> counted(now, most, Mono.delay(Duration.ofMillis(1)))), 50, 1)
                .then()
                .block(PATIENCE);

        assertThat(most).hasValue(3);
        assertFree(permits, 3);
    }

    @Test
    void morePermitsLetThoseInWhoWait() {
        Permits permits = new Permits(1);
        List<Integer> served = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            int number = i;
            permits.acquire().subscribe(granted -> served.add(number));
        }

        permits.resize(3);

        assertThat(served).containsExactly(0, 1, 2);
        assertThat(permits.exhausted()).isTrue();
    }

    @Test
    void fewerPermitsTakeNoneAwayButLetNobodyInUntilEnoughAreBack() {
        Permits permits = new Permits(3);
        List<Integer> served = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            int number = i;
            permits.acquire().subscribe(granted -> served.add(number));
        }

        permits.resize(1);
        permits.release().block(PATIENCE);
        permits.release().block(PATIENCE);
        assertThat(served).containsExactly(0, 1, 2);

        permits.release().block(PATIENCE);
        assertThat(served).containsExactly(0, 1, 2, 3);
        permits.release().block(PATIENCE);
        permits.release().block(PATIENCE);
        assertFree(permits, 1);
    }

    @Test
    void resizedAtRandomTheyStillCount() {
        Permits permits = new Permits(4);
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Random random = new Random(7);

        Flux.range(0, 500)
                .doOnNext(i -> permits.resize(1 + random.nextInt(6)))
                .flatMap(i -> permits.during(() -> counted(now, most, Mono.delay(Duration.ofMillis(1)))), 50, 1)
                .then()
                .block(PATIENCE);

        assertThat(most.get()).isBetween(1, 6);
        permits.resize(2);
        assertFree(permits, 2);
    }

    @Test
    void thousandsThatFailAtOnceDoNotFillTheStack() {
        Permits permits = new Permits(2);
        permits.acquire().block(PATIENCE);
        permits.acquire().block(PATIENCE);
        AtomicInteger failed = new AtomicInteger();
        Flux.range(0, 10_000)
                .flatMap(
                        i -> permits.during(() -> Mono.error(new IllegalStateException("gone")))
                                .onErrorResume(failure -> {
                                    failed.incrementAndGet();
                                    return Mono.empty();
                                }),
                        10_000,
                        1)
                .subscribe();

        permits.release().block(PATIENCE);
        permits.release().block(PATIENCE);

        assertThat(failed).hasValue(10_000);
        assertFree(permits, 2);
    }

    @Test
    void whoCameFirstIsServedFirst() {
        Permits permits = new Permits(1);
        List<Integer> served = new ArrayList<>();
        permits.acquire().block(PATIENCE);
        for (int i = 0; i < 5; i++) {
            int number = i;
            permits.acquire().subscribe(granted -> served.add(number));
        }

        for (int i = 0; i < 5; i++) {
            assertThat(served).hasSize(i);
            permits.release().block(PATIENCE);
        }

        assertThat(served).containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void whoGaveUpWaitingIsPassedOver() {
        Permits permits = new Permits(1);
        permits.acquire().block(PATIENCE);
        CompletableFuture<Permits> first = permits.acquire().toFuture();
        CompletableFuture<Permits> second = permits.acquire().toFuture();

        first.cancel(true);
        permits.release().block(PATIENCE);

        assertThat(second).isCompleted();
    }

    @Test
    void workThatFailsOrThrowsGivesItsPermitBack() {
        Permits permits = new Permits(1);

        StepVerifier.create(permits.during(() -> Mono.error(new IllegalStateException("work"))))
                .verifyErrorMessage("work");
        StepVerifier.create(permits.<Integer>during(() -> {
                    throw new IllegalStateException("no work");
                }))
                .verifyErrorMessage("no work");

        assertFree(permits, 1);
    }

    @Test
    void noPermitIsLostHoweverWorkIsCancelled() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        Permits permits = new Permits(4);
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();

        Flux.range(0, 10_000)
                .map(i -> new long[] {random.nextInt(400), random.nextInt(800), random.nextInt(3)})
                .flatMap(
                        times -> permits.during(() -> counted(now, most, micros(times[0])))
                                .subscribeOn(times[2] == 0 ? Schedulers.immediate() : Schedulers.parallel())
                                .takeUntilOther(times[1] == 0 ? Mono.empty() : micros(times[1])),
                        64,
                        1)
                .then()
                .block(PATIENCE);

        assertThat(most.get()).as("seed %d", seed).isBetween(1, 4);
        assertThat(now).as("seed %d", seed).hasValue(0);
        assertFree(permits, 4);
    }

    @Test
    void nonePermittedIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Permits(0));
    }

    private static Mono<Long> micros(long number) {
        return number < 100 ? Mono.just(number) : Mono.delay(Duration.ofNanos(number * 1_000));
    }

    private static <T> Mono<T> counted(AtomicInteger now, AtomicInteger most, Mono<T> work) {
        return Mono.defer(() -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            AtomicBoolean counts = new AtomicBoolean(true);
            Runnable end = () -> now.addAndGet(counts.getAndSet(false) ? -1 : 0);
            return work.doOnTerminate(end).doOnCancel(end); // doFinally would count after the permit is back
        });
    }

    /** A cancelled work's permit comes back on the thread that cancelled, so waiting for all of them is right. */
    private static void assertFree(Permits permits, int number) {
        Flux.range(0, number).concatMap(i -> permits.acquire(), 1).then().block(PATIENCE);
        CompletableFuture<Permits> oneMore = permits.acquire().toFuture();
        assertThat(oneMore).isNotDone();
        permits.release().block(PATIENCE);
        assertThat(oneMore).isCompleted();
    }
}
