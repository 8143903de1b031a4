package org.alyxtransfer.threads;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

class RefusalTest {
    /** With the JDK's handler BlockHound finds it waiting for the lock, and leaves that locked for good. */
    @Test
    void whatComesLateOnAnEventLoopDoesNotWaitForWhoeverHoldsThePool() throws InterruptedException {
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        ThreadPoolExecutor pool =
                new ThreadPoolExecutor(
                        1, 1, 0, TimeUnit.SECONDS, new SynchronousQueue<>(), Thread::new, new Refusal()) {
                    @Override
                    protected void terminated() { // under the pool's lock
                        held.countDown();
                        await(over);
                    }
                };
        Thread ending = new Thread(pool::shutdown);
        ending.start();
        await(held);

        Mono<Boolean> late = Mono.fromCallable(() -> {
                    pool.execute(() -> {});
                    return true;
                })
                .subscribeOn(Schedulers.parallel());

        try {
            assertThatThrownBy(late::block).isInstanceOf(RejectedExecutionException.class);
        } finally {
            over.countDown();
            ending.join();
        }
    }

    @SuppressWarnings("ReturnValueIgnored")
    private static void await(CountDownLatch latch) {
        try {
            latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
