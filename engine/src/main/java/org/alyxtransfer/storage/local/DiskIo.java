package org.alyxtransfer.storage.local;

import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.storage.Chunk;
import org.alyxtransfer.storage.InFlight;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.scheduler.Scheduler;

/**
 * Runs blocking calls on the disk's own threads.
 *
 * <p>What was started runs to its end, whatever becomes of its subscriber: interrupting a thread would close the channel
 * under all others that use it.
 */
final class DiskIo {
    private static final Logger LOG = LoggerFactory.getLogger(DiskIo.class);

    private final Scheduler disk;

    DiskIo(Scheduler disk) {
        this.disk = disk;
    }

    /** A blocking step without a result. */
    interface Action {
        void run() throws Exception;
    }

    /** Empty when the work gives null. */
    <T> Mono<T> call(FilePath where, Callable<? extends @Nullable T> work) {
        return Mono.create(sink -> {
            AtomicBoolean cancelled = new AtomicBoolean();
            sink.onCancel(() -> cancelled.set(true));
            try {
                disk.schedule(() -> {
                    T result;
                    try {
                        result = work.call();
                    } catch (Throwable e) {
                        fail(sink, cancelled, DiskErrors.explain(e, where));
                        return;
                    }
                    if (result == null) {
                        sink.success();
                    } else {
                        sink.success(result);
                    }
                });
            } catch (RejectedExecutionException e) {
                sink.error(stopped(where, e));
            }
        });
    }

    Mono<Void> run(FilePath where, Action work) {
        return call(where, () -> {
            work.run();
            return null;
        });
    }

    /** Like {@link #call}, for something that must be closed also when nobody waits for it any more. */
    <T> Mono<T> open(FilePath where, Class<T> type, Callable<T> work, Consumer<T> close) {
        return this.<T>call(where, work).doOnDiscard(type, lost -> {
            try {
                disk.schedule(() -> close.accept(lost));
            } catch (RejectedExecutionException e) {
                close.accept(lost); // the program ends; better late on a CPU thread than never
            }
        });
    }

    /** Somebody who waits for the end of a step. */
    interface Answer {
        /** Null for a good end. */
        void end(@Nullable Throwable failure);
    }

    /** Ends when the asked says so, on whichever thread that is. */
    Mono<Void> answered(FilePath where, Consumer<Answer> asked) {
        return Mono.create(sink -> {
            AtomicBoolean cancelled = new AtomicBoolean();
            sink.onCancel(() -> cancelled.set(true));
            asked.accept(failure -> {
                if (failure == null) {
                    sink.success();
                } else {
                    fail(sink, cancelled, DiskErrors.explain(failure, where));
                }
            });
        });
    }

    /** Later on a disk's thread; at once where those take no more work. */
    void orHere(Runnable work) {
        try {
            disk.schedule(work);
        } catch (RejectedExecutionException e) {
            work.run();
        }
    }

    /** Works on a chunk's bytes, which are held until the work has ended; so is the file. */
    Mono<Chunk> onChunk(FilePath where, InFlight file, Chunk chunk, Action work) {
        return onChunk(where, file, chunk, chunk, work);
    }

    /**
     * Likewise.
     *
     * @param result what is given when the work has ended well
     */
    <T> Mono<T> onChunk(FilePath where, InFlight file, Chunk chunk, T result, Action work) {
        return Mono.create(sink -> {
            AtomicBoolean cancelled = new AtomicBoolean();
            sink.onCancel(() -> cancelled.set(true));
            if (!file.begin()) {
                sink.error(new TransferException(Kind.UNEXPECTED, at(where, chunk), "was used after it was closed"));
                return;
            }
            try {
                chunk.hold();
            } catch (IllegalStateException e) {
                file.end();
                sink.error(TransferException.from(e, at(where, chunk)));
                return;
            }
            try {
                disk.schedule(() -> {
                    TransferException failure = null;
                    try {
                        work.run();
                    } catch (Throwable e) {
                        failure = DiskErrors.explain(e, where);
                    }
                    chunk.release();
                    file.end();
                    if (failure == null) {
                        sink.success(result);
                    } else {
                        fail(sink, cancelled, failure);
                    }
                });
            } catch (RejectedExecutionException e) {
                chunk.release();
                file.end();
                sink.error(stopped(where, e));
            }
        });
    }

    /** Reactor would log a failure that nobody waits for any more as an error of the program. */
    private static void fail(MonoSink<?> sink, AtomicBoolean cancelled, TransferException failure) {
        if (cancelled.get()) {
            LOG.debug("after it was cancelled: {}", failure.getMessage());
        } else {
            sink.error(failure);
        }
    }

    private static String at(FilePath where, Chunk chunk) {
        return where + " @ " + chunk.offset();
    }

    private static TransferException stopped(FilePath where, RejectedExecutionException e) {
        return new TransferException(Kind.UNAVAILABLE, where.value(), "the disk's threads take no more work", e);
    }
}
