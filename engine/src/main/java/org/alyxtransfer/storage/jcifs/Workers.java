package org.alyxtransfer.storage.jcifs;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntPredicate;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.threads.WorkerThreads;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/**
 * The threads that send requests and wait for their answers, and the watchdog over them.
 *
 * <p>Nothing is ever interrupted: an interrupted jcifs-ng request is of unknown fate and poisons its connection. An
 * operation over its time fails with {@code TIMEOUT}, its lane is thrown away, and another thread takes the place of the
 * stuck one, which ends when its socket does; what the operation holds stays held until then. Cancelling before an
 * operation has started prevents it; later it only drops the answer, and closes what was opened for it.
 */
final class Workers {
    private static final Logger log = LoggerFactory.getLogger(Workers.class);
    private static final AtomicInteger NAMES = new AtomicInteger();
    private static final Duration SHORTEST_ROUND = Duration.ofMillis(50);
    private static final Duration LONGEST_ROUND = Duration.ofSeconds(1);

    private final Lanes lanes;
    private final Duration timeout;
    private final ThreadPoolExecutor threads;
    private final ScheduledExecutorService watchdog;
    private final Set<Operation<?>> running = ConcurrentHashMap.newKeySet();

    Workers(JcifsSettings settings, Lanes lanes) {
        this.lanes = lanes;
        this.timeout = settings.operationTimeout();
        String name = "smb-" + NAMES.incrementAndGet();
        this.threads = WorkerThreads.start(name + "-worker-", settings.workers(), Integer.MAX_VALUE);
        this.watchdog = Executors.newSingleThreadScheduledExecutor(WorkerThreads.daemons(name + "-watchdog-"));
        long round = Math.max(SHORTEST_ROUND.toMillis(), Math.min(LONGEST_ROUND.toMillis(), timeout.toMillis() / 4));
        watchdog.scheduleWithFixedDelay(this::expireLate, round, round, TimeUnit.MILLISECONDS);
    }

    <T> Mono<T> run(String where, IntPredicate slots, Work<T> work) {
        return run(where, slots, work, () -> {});
    }

    /**
     * Runs work on a lane in one of the slots.
     *
     * @param end runs once, when the work has truly ended or will never start
     */
    <T> Mono<T> run(String where, IntPredicate slots, Work<T> work, Runnable end) {
        return submitted(where, operation -> onLane(operation, slots, work), end, result -> {});
    }

    /**
     * Runs work that opens something on a lane in one of the slots.
     *
     * @param undo closes what was opened, blocking, when it reaches nobody: cancelled or over its time; never fails
     */
    <T> Mono<T> open(String where, IntPredicate slots, Work<T> work, Consumer<T> undo) {
        return submitted(where, operation -> onLane(operation, slots, work), () -> {}, undo);
    }

    /** Runs work that needs no lane but those it knows already. */
    Mono<Void> runWithoutLane(String where, Runnable work) {
        return submitted(
                        where,
                        operation -> {
                            work.run();
                            return true;
                        },
                        () -> {},
                        done -> {})
                .then();
    }

    private <T> Mono<T> submitted(String where, Function<Operation<T>, T> work, Runnable end, Consumer<T> undo) {
        return Mono.create(sink -> {
            Operation<T> operation = new Operation<>(where, work, end, undo, sink);
            try {
                threads.execute(operation);
            } catch (RejectedExecutionException e) {
                end.run();
                sink.error(new TransferException(Kind.UNAVAILABLE, where, "this storage is closed"));
            }
        });
    }

    /** Lets running operations end, takes no more, and blocks until they have or the time is over. */
    void close() {
        threads.shutdown();
        try {
            threads.awaitTermination(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        watchdog.shutdown();
    }

    private <T> T onLane(Operation<T> operation, IntPredicate slots, Work<T> work) {
        Lane taken = lanes.take(slots);
        operation.lane = taken;
        try {
            operation.requireWanted();
            return work.on(taken);
        } catch (IOException | RuntimeException e) {
            TransferException failure = Failures.working(e, operation.where);
            if (failure.kind() == Kind.DISCONNECTED || failure.kind() == Kind.TIMEOUT || !taken.isUsable()) {
                lanes.discard(taken);
            }
            throw failure;
        } catch (Error e) {
            lanes.discard(taken); // nobody knows how far its request got
            throw e;
        } finally {
            lanes.give(taken);
        }
    }

    private void expireLate() {
        long now = System.nanoTime();
        for (Operation<?> operation : running) {
            if (now - operation.startedNanos > timeout.toNanos()) {
                operation.expire();
            }
        }
    }

    private synchronized void changeThreads(int by) {
        int wanted = threads.getCorePoolSize() + by;
        if (by > 0) {
            threads.setMaximumPoolSize(wanted);
            threads.setCorePoolSize(wanted);
            threads.prestartAllCoreThreads();
        } else {
            threads.setCorePoolSize(wanted);
            threads.setMaximumPoolSize(wanted);
        }
    }

    private enum Stage {
        WAITING,
        RUNNING,
        EXPIRED,
        ENDED
    }

    private final class Operation<T> implements Runnable {
        private final String where;
        private final Function<Operation<T>, T> work;
        private final Runnable end;
        private final Consumer<T> undo;
        private final MonoSink<T> sink;
        private final AtomicReference<Stage> stage = new AtomicReference<>(Stage.WAITING);
        private volatile long startedNanos;
        private volatile @Nullable Lane lane;
        private volatile boolean cancelled;
        private @Nullable T delivered; // guarded by this

        Operation(String where, Function<Operation<T>, T> work, Runnable end, Consumer<T> undo, MonoSink<T> sink) {
            this.where = where;
            this.work = work;
            this.end = end;
            this.undo = undo;
            this.sink = sink;
            sink.onCancel(this::cancel);
        }

        @Override
        public void run() {
            if (cancelled) {
                end.run();
                return;
            }
            startedNanos = System.nanoTime();
            stage.set(Stage.RUNNING);
            running.add(this);
            T result = null;
            TransferException failure = null;
            try {
                result = work.apply(this);
            } catch (Throwable e) { // an Error too: who waits would never hear of it
                failure = TransferException.from(e, where);
            } finally {
                running.remove(this);
                end.run();
            }
            boolean inTime = stage.compareAndSet(Stage.RUNNING, Stage.ENDED);
            if (!inTime) {
                changeThreads(-1);
            }
            if (result != null) {
                deliver(result, inTime);
            } else if (failure != null && inTime) {
                fail(failure);
            }
        }

        /** Connecting takes a while: who is told of a failure, or has left, must not find the work done afterwards. */
        void requireWanted() {
            if (cancelled || stage.get() != Stage.RUNNING) {
                throw new TransferException(Kind.UNAVAILABLE, where, "given up before its connection was there");
            }
        }

        private void deliver(T result, boolean inTime) {
            boolean wanted;
            synchronized (this) {
                wanted = inTime && !cancelled;
                delivered = wanted ? result : null;
            }
            if (wanted) {
                sink.success(result);
            } else {
                undo.accept(result);
            }
        }

        /** Only for a cancel that was in time; may come on an event loop, where nothing may block. */
        private void cancel() {
            T lost;
            synchronized (this) {
                cancelled = true;
                lost = delivered;
            }
            if (lost != null) {
                try {
                    threads.execute(() -> undo.accept(lost));
                } catch (RejectedExecutionException e) {
                    log.debug("{}: left to the server, as this storage is closed", where, e);
                }
            }
        }

        private void fail(TransferException failure) {
            if (!cancelled) {
                sink.error(failure);
            }
        }

        void expire() {
            if (!stage.compareAndSet(Stage.RUNNING, Stage.EXPIRED)) {
                return;
            }
            running.remove(this);
            changeThreads(1);
            Lane stuck = lane;
            if (stuck != null) {
                lanes.discard(stuck);
            }
            fail(new TransferException(
                    Kind.TIMEOUT,
                    where,
                    "no answer within " + timeout.toSeconds()
                            + " s; the connection was dropped, a repetition gets a new" + " one"));
        }
    }
}
