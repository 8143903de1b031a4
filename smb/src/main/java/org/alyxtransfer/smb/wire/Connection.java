package org.alyxtransfer.smb.wire;

import com.google.errorprone.annotations.CheckReturnValue;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelOption;
import io.netty.util.concurrent.Ticker;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.alyxtransfer.smb.failure.SmbException;
import org.alyxtransfer.smb.failure.SmbException.Reason;
import org.alyxtransfer.smb.message.EchoRequest;
import org.alyxtransfer.smb.wire.Credits.Granted;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.scheduler.Scheduler;

/**
 * One TCP connection and its one session: sends compounds when credits allow, and ends with the first rule the server
 * breaks, the first answer that is overdue, or the first error of the socket.
 *
 * <p>Thread-safe. Signs and seals large frames on the workers, small ones on the thread that sends.
 */
@CheckReturnValue
public final class Connection {
    private static final Logger log = LoggerFactory.getLogger(Connection.class);
    private static final long LONG_IDLE =
            Duration.ofSeconds(2).toNanos(); // nobody is about to ask for something any more
    private static final int SLACK = 64 << 10; // headers, paddings and names around the largest payload

    private final Channel channel;
    private final Scheduler workers;
    private final Duration patience;
    private final Ticker clock;
    private final Credits credits = new Credits();
    private final Pending pending = new Pending();
    private final Incoming incoming = new Incoming(this, pending);
    private final Inbound inbound;
    private final FrameEncoder encoder;
    private volatile Security security = Security.NONE;
    private volatile long progressNanos;
    private final AtomicInteger openFiles = new AtomicInteger();
    private volatile @Nullable KeepAlive alive;
    private volatile @Nullable Runnable farewell;
    private volatile @Nullable SmbException dead;
    private boolean wasStarved; // of the event loop alone

    /** When to ask for a sign of life, and how such a question is protected. */
    private record KeepAlive(long idleNanos, Guard guard) {}

    Connection(Channel channel, Scheduler workers, Duration patience) {
        this(channel, workers, patience, Ticker.systemTicker());
    }

    /** Of a channel whose event loop goes by this clock. */
    Connection(Channel channel, Scheduler workers, Duration patience, Ticker clock) {
        this.channel = channel;
        this.workers = workers;
        this.patience = patience;
        this.clock = clock;
        this.progressNanos = clock.nanoTime();
        this.inbound = new Inbound(incoming, clock);
        this.encoder = new FrameEncoder(channel.alloc());
    }

    Channel channel() {
        return channel;
    }

    /** Takes over the channel's input and watches for answers that are overdue. */
    void start() {
        channel.pipeline().addFirst("smb", inbound);
        long period = Math.max(20, Math.min(1_000, patience.toMillis() / 8));
        var watch = channel.eventLoop().scheduleWithFixedDelay(this::watch, period, period, TimeUnit.MILLISECONDS);
        channel.closeFuture().addListener(closed -> {
            watch.cancel(false);
            fail(SmbException.of(Reason.DISCONNECTED, "the connection was closed"));
        });
        channel.config().setAutoRead(true);
    }

    /**
     * Sends a compound and completes when it is over, whatever the statuses of the answers. Fails with {@code
     * DISCONNECTED}, {@code TIMEOUT} or {@code PROTOCOL}. Cancelling does not stop it.
     */
    public Mono<Void> send(Compound compound) {
        return Mono.create(sink -> submit(compound, sink));
    }

    /** Sends a compound whose end nobody waits for. */
    public void tell(Compound compound) {
        submit(compound, null);
    }

    /** Asks for a sign of life whenever nothing has happened for so long. */
    public void keepAlive(Duration idle, Guard guard) {
        alive = new KeepAlive(idle.toNanos(), guard);
    }

    /**
     * Runs this once nothing is under way, no file is open, and nothing has happened for two seconds: so it ends without
     * anybody noticing who got hold of it before.
     */
    public void whenIdle(Runnable end) {
        farewell = end;
    }

    /** A file was opened, or is open no more: the connection is not idle in between. */
    public void filesOpened(int more) {
        openFiles.addAndGet(more);
    }

    /** Asks the server to answer a lasting request now; best effort. */
    public void cancel(Exchange<?> exchange) {
        channel.eventLoop().execute(() -> {
            Compound compound = exchange.compound;
            if (compound != null && pending.find(exchange.messageId) == exchange && dead == null) {
                channel.writeAndFlush(encoder.cancel(exchange, compound, security));
            }
        });
    }

    /** From now on messages belong to this session. */
    public void secure(Security session) {
        security = session;
    }

    public Security security() {
        return security;
    }

    /** Accepts answers with so much payload. */
    public void allowPayloads(int bytes) {
        incoming.allowFrames(bytes + SLACK);
    }

    public boolean isOpen() {
        return dead == null;
    }

    /** Completes when the connection is closed, for whatever reason. */
    public Mono<Void> onClose() {
        return Mono.create(sink -> channel.closeFuture().addListener(closed -> sink.success()));
    }

    /**
     * Cuts the connection; whatever is under way fails. What the server has not got yet it never gets: it could do late, behind
     * the back of who has begun anew, what was given up here.
     */
    public void fail(SmbException why) {
        end(why, true);
    }

    /** Ends the connection in order: what was sent before still arrives. Whatever is under way fails. */
    public void close(SmbException why) {
        end(why, false);
    }

    void progressed() {
        progressNanos = clock.nanoTime();
    }

    void granted(int more) {
        for (Granted next : credits.granted(more)) {
            transmit(next);
        }
    }

    /** Whether everything on this connection is encrypted. */
    boolean isSealed() {
        KeepAlive session = alive;
        return session != null && session.guard() == Guard.SEALED;
    }

    private void submit(Compound compound, @Nullable MonoSink<Void> sink) {
        compound.begin(sink);
        SmbException why = dead;
        if (why != null) {
            compound.neverSent(why);
            return;
        }
        Granted now = credits.take(compound, compound.creditCharge());
        if (now != null) {
            transmit(now);
            return;
        }
        why = dead;
        if (why != null) {
            refuseAll(why); // it began to wait after the end had looked for those that wait
        }
    }

    private void transmit(Granted granted) {
        pending.add(granted.compound(), granted.firstId(), clock.nanoTime());
        SmbException why = dead;
        if (why != null) {
            granted.compound().frameIsGone();
            pending.failAll(why);
        } else if (granted.compound().isHeavy()) {
            schedule(granted); // a caller that hashes goes on with its next chunk meanwhile
        } else {
            encodeAndWrite(granted);
        }
    }

    private void schedule(Granted granted) {
        try {
            workers.schedule(() -> encodeAndWrite(granted));
        } catch (RejectedExecutionException e) {
            unsent(granted, e);
        }
    }

    private void encodeAndWrite(Granted granted) {
        ByteBuf frame;
        try {
            frame = encoder.encode(granted, security);
        } catch (RuntimeException | Error e) { // an Error too: who waits would never hear of it
            unsent(granted, e);
            return;
        }
        channel.writeAndFlush(frame).addListener(written -> {
            progressed();
            granted.compound().frameIsGone();
            if (!written.isSuccess()) {
                fail(SmbException.of(Reason.DISCONNECTED, "the connection broke while sending", written.cause()));
            }
        });
    }

    /** Its message ids are taken, so that the server would refuse all that come after it. */
    private void unsent(Granted granted, Throwable why) {
        granted.compound().frameIsGone();
        String what = why instanceof OutOfMemoryError
                ? "there was no memory left to send a request (" + why.getMessage() + "); the connection was dropped"
                : "a request could not be sent (" + why + ")";
        fail(SmbException.of(Reason.DISCONNECTED, what, why));
    }

    private void end(SmbException why, boolean resets) {
        if (channel.eventLoop().inEventLoop()) {
            endHere(why, resets);
            return;
        }
        try {
            channel.eventLoop().execute(() -> endHere(why, resets));
        } catch (RejectedExecutionException e) {
            endHere(why, resets); // the event loops are shut down: nobody else is in here
        }
    }

    private void endHere(SmbException why, boolean resets) {
        if (dead == null) {
            dead = why;
        }
        SmbException first = dead;
        if (resets) {
            resetOnClose();
        }
        channel.close();
        inbound.end(first);
        pending.failAll(first);
        refuseAll(first);
    }

    /** Else the system would go on sending for minutes what the socket still holds. */
    private void resetOnClose() {
        try {
            if (channel.isOpen()) {
                channel.config().setOption(ChannelOption.SO_LINGER, 0);
            }
        } catch (ChannelException e) {
            log.debug("{} is closed without a reset", channel, e); // some systems refuse where the other side was first
        }
    }

    private void refuseAll(SmbException why) {
        List<Compound> waiting = credits.drain();
        waiting.forEach(compound -> compound.neverSent(why));
    }

    private boolean isIdle(long now) {
        return pending.isEmpty() && openFiles.get() == 0 && now - progressNanos > LONG_IDLE;
    }

    private void watch() {
        long now = clock.nanoTime();
        boolean isStarved = credits.isAnyWaiting()
                && !inbound.isArriving() // an answer that does may grant some with its last byte
                && pending.hasOnlyLasting(now, patience.toNanos());
        boolean staysStarved = isStarved && wasStarved; // a first look may fall between a grant and its sending
        wasStarved = isStarved;
        if (staysStarved) {
            fail(SmbException.of(Reason.DISCONNECTED, "the server grants no more requests on this connection"));
        } else if (pending.isOverdue(now, progressNanos, patience.toNanos())
                || inbound.isOverdue(now, progressNanos, patience.toNanos())) {
            fail(SmbException.of(
                    Reason.TIMEOUT,
                    "the server did not answer within " + patience.toMillis() + " ms; the connection was dropped"));
        } else if (farewell != null && isIdle(now)) {
            Runnable end = farewell;
            farewell = null;
            end.run();
        } else {
            KeepAlive wanted = alive;
            if (wanted != null && now - progressNanos > wanted.idleNanos()) {
                progressed();
                tell(Compound.of(0, wanted.guard(), Exchange.of(new EchoRequest())));
            }
        }
    }
}
