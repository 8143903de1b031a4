package org.alyxtransfer.threads;

import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Threads for work that blocks, which event loops may hand over: the queue has no locks, and the threads are there from
 * the start. They are daemons.
 *
 * <p>Why not {@code Schedulers.newBoundedElastic}: in Reactor 3.8.7 whoever hands over work while it is being disposed may
 * search for a free thread for ever, and takes a CPU thread with it.
 */
public final class WorkerThreads extends ThreadPoolExecutor {
    private final int mostWaiting;
    private final AtomicInteger waiting = new AtomicInteger();

    private WorkerThreads(String prefix, int threads, int mostWaiting) {
        super(threads, threads, 0, TimeUnit.SECONDS, new LinkedTransferQueue<>(), daemons(prefix), new Refusal());
        this.mostWaiting = mostWaiting;
    }

    /**
     * So many threads, there at once.
     *
     * @param prefix of the threads' names; a number follows
     * @param mostWaiting pieces of work; more are refused with {@code RejectedExecutionException}
     */
    public static WorkerThreads start(String prefix, int threads, int mostWaiting) {
        WorkerThreads started = new WorkerThreads(prefix, threads, mostWaiting);
        started.prestartAllCoreThreads();
        return started;
    }

    /** As {@link #start}; disposing ends the threads. It has no clock: delays belong on another scheduler. */
    public static Scheduler scheduler(String name, int threads, int mostWaiting) {
        return Schedulers.fromExecutorService(start(name + "-", threads, mostWaiting), name);
    }

    @Override
    public void execute(Runnable task) {
        boolean isTaken = false;
        try {
            if (waiting.incrementAndGet() > mostWaiting) {
                throw new RejectedExecutionException(mostWaiting + " pieces of work wait already");
            }
            super.execute(task);
            isTaken = true;
        } finally {
            if (!isTaken) {
                waiting.decrementAndGet();
            }
        }
    }

    /** What comes while the threads are being ended is taken back, by whoever brought it; the rest waits for the pool's lock. */
    @Override
    public boolean remove(Runnable task) {
        boolean isRemoved = getQueue().remove(task);
        daemons("ending-").newThread(() -> super.remove(task)).start(); // lets the pool see that nothing is left
        return isRemoved;
    }

    @Override
    protected void beforeExecute(Thread thread, Runnable task) {
        waiting.decrementAndGet();
    }

    /**
     * Makes threads that don't keep the program from ending.
     *
     * @param prefix of the threads' names; a number follows
     */
    public static ThreadFactory daemons(String prefix) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, prefix + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
