package org.alyxtransfer.threads;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.RejectedExecutionHandler;
import java.util.concurrent.ThreadPoolExecutor;

/**
 * Refuses what comes to threads that have been ended. The JDK's own handler describes the pool, for which it waits for the
 * pool's lock; what comes late may come on an event loop.
 */
final class Refusal implements RejectedExecutionHandler {
    @Override
    public void rejectedExecution(Runnable task, ThreadPoolExecutor pool) {
        throw new RejectedExecutionException("these threads have been ended");
    }
}
