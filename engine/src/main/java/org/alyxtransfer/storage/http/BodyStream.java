package org.alyxtransfer.storage.http;

import io.netty.buffer.ByteBuf;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/**
 * The body of one answer, read piece by piece as fillings ask for it: one piece is requested when the one before has
 * been copied, so that a slow reader slows the server down through TCP.
 *
 * <p>Everything happens on the connection's event loop. The one piece that did not fit is owned here until the next
 * read or {@link #close}. One read at a time; cancelling it ends the stream.
 */
final class BodyStream extends BaseSubscriber<ByteBuf> {
    private final Answer answer;
    private final EventExecutor loop;
    private final Duration stall;
    private final long size;
    private long skip;
    private long position;
    private @Nullable ByteBuf leftover;
    private @Nullable Reading reading;
    private @Nullable Throwable failure;
    private boolean ended;
    private boolean closed;
    private long lastPiece;
    private @Nullable Future<?> watch;

    private record Reading(Filling filling, boolean last, MonoSink<Void> sink) {}

    /**
     * @param from bytes before this offset are thrown away
     * @param size where the body must end
     */
    BodyStream(Answer answer, long from, long size, Duration stall) {
        this.answer = answer;
        this.loop = answer.connection().channel().eventLoop();
        this.skip = from;
        this.position = from;
        this.size = size;
        this.stall = stall;
    }

    /** Offset of the next byte that a read gets; stable while no read is under way. */
    long position() {
        return position;
    }

    boolean isUsable() {
        return !closed && failure == null;
    }

    /** Completes when the filling is full; with the file's last bytes, when the body has ended as well. */
    Mono<Void> read(Filling filling, int length) {
        return Mono.create(sink -> {
            sink.onCancel(() -> onLoop(this::shut));
            onLoopOr(() -> start(new Reading(filling, position + length == size, sink)), sink);
        });
    }

    /** Frees the connection; completes when nothing is owned any more. */
    Mono<Void> close() {
        return Mono.create(sink -> onLoop(() -> {
            shut();
            sink.success();
        }));
    }

    @Override
    protected void hookOnSubscribe(Subscription subscription) {
        // nothing is asked for until somebody reads
    }

    @Override
    protected void hookOnNext(ByteBuf piece) {
        lastPiece = System.nanoTime();
        if (closed) {
            return;
        }
        if (skip > 0) {
            int some = (int) Math.min(skip, piece.readableBytes());
            piece.skipBytes(some);
            skip -= some;
        }
        copy(piece);
        if (piece.isReadable()) {
            leftover = piece.retain();
        }
        go();
    }

    @Override
    protected void hookOnComplete() {
        ended = true;
        go();
    }

    @Override
    protected void hookOnError(Throwable why) {
        fail(why);
    }

    private void start(Reading next) {
        if (reading != null) {
            next.sink().error(new IllegalStateException("one read at a time, and in order: " + answer.where()));
            return;
        }
        reading = next;
        lastPiece = System.nanoTime();
        watchFor(stall.toNanos());
        ByteBuf waiting = leftover;
        if (waiting != null) {
            copy(waiting);
            if (!waiting.isReadable()) {
                leftover = null;
                waiting.release();
            }
        }
        go();
    }

    private void copy(ByteBuf piece) {
        if (reading != null) {
            int before = piece.readableBytes();
            reading.filling().put(piece);
            position += before - piece.readableBytes();
        }
    }

    /** Ends the read under way, or asks for the next piece. */
    private void go() {
        Reading now = reading;
        if (now == null) {
            return;
        }
        if (failure != null) {
            finish(failure);
        } else if (closed) {
            finish(new TransferException(Kind.DISCONNECTED, answer.where(), "the file was closed while it was read"));
        } else if (now.filling().missing() > 0 && leftover == null) {
            moreOrTooShort(now);
        } else if (!now.last()) {
            finish(null);
        } else if (leftover != null) {
            fail(new TransferException(Kind.GARBLED, answer.where(), "the server sends more bytes than the file has"));
        } else if (ended) {
            finish(null);
        } else {
            request(1); // the end itself, which also frees the connection
        }
    }

    private void moreOrTooShort(Reading now) {
        if (ended) {
            fail(new TransferException(
                    Kind.DISCONNECTED,
                    answer.where(),
                    "the answer ended " + (now.filling().missing() + skip) + " bytes too early"));
        } else {
            request(1);
        }
    }

    private void fail(Throwable why) {
        failure = why;
        shut();
    }

    private void finish(@Nullable Throwable why) {
        Reading done = reading;
        reading = null;
        if (watch != null) {
            watch.cancel(false);
        }
        if (done == null) {
            return;
        }
        if (why == null) {
            done.sink().success();
        } else {
            done.sink().error(why);
        }
    }

    private void shut() {
        if (!closed) {
            closed = true;
            ReferenceCountUtil.release(leftover);
            leftover = null;
            if (!ended) {
                cancel();
                answer.drop();
            }
        }
        go();
    }

    private void watchFor(long nanos) {
        watch = loop.schedule(this::failWhenStalled, nanos, TimeUnit.NANOSECONDS);
    }

    private void failWhenStalled() {
        long left = stall.toNanos() - (System.nanoTime() - lastPiece);
        if (reading == null) {
            return;
        }
        if (left > 0) {
            watchFor(left);
        } else {
            fail(new TransferException(
                    Kind.TIMEOUT, answer.where(), "no byte arrived for " + stall.toMillis() + " ms"));
        }
    }

    private void onLoop(Runnable work) {
        if (loop.inEventLoop()) {
            work.run();
            return;
        }
        try {
            loop.execute(work);
        } catch (RejectedExecutionException loopIsGone) {
            work.run(); // nobody else runs there any more
        }
    }

    private void onLoopOr(Runnable work, MonoSink<Void> sink) {
        try {
            onLoop(work);
        } catch (RejectedExecutionException loopIsGone) {
            sink.error(new TransferException(Kind.DISCONNECTED, answer.where(), "the connections were closed"));
        }
    }
}
