package org.alyxtransfer.threads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

class WorkerThreadsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Test
    void whoHandsOverWhileTheyAreEndedGetsAnAnswer() throws InterruptedException {
        for (int round = 0; round < 2_000; round++) {
            Scheduler threads = WorkerThreads.scheduler("ended", 1, 100);
            Mono.fromRunnable(() -> {}).subscribeOn(threads).block(PATIENCE);

            CountDownLatch begun = new CountDownLatch(1);
            Mono<Void> asking = Flux.range(0, 50)
                    .doOnNext(i -> begun.countDown())
                    .concatMap(i -> Mono.fromCallable(() -> i).subscribeOn(threads), 1)
                    .then()
                    .onErrorComplete(RejectedExecutionException.class)
                    .subscribeOn(Schedulers.parallel());

            CompletableFuture<Void> answered = asking.toFuture();
            begun.await();
            threads.disposeGracefully().block(PATIENCE);

            assertThat(answered).succeedsWithin(PATIENCE);
        }
    }

    @Test
    void moreThanMayWaitIsRefusedUntilSomeHasBegun() throws InterruptedException {
        WorkerThreads threads = WorkerThreads.start("waiting-", 1, 2);
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        threads.execute(() -> {
            begun.countDown();
            awaitQuietly(end);
        });
        begun.await();

        CountDownLatch done = new CountDownLatch(2);
        threads.execute(done::countDown);
        threads.execute(done::countDown);
        assertThatThrownBy(() -> threads.execute(() -> {})).isInstanceOf(RejectedExecutionException.class);
        end.countDown();

        assertThat(done.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        CountDownLatch again = new CountDownLatch(2);
        threads.execute(again::countDown);
        threads.execute(again::countDown);
        assertThat(again.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        threads.shutdown();
        assertThatThrownBy(() -> threads.execute(() -> {})).isInstanceOf(RejectedExecutionException.class);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
