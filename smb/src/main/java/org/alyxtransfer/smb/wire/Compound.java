package org.alyxtransfer.smb.wire;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.alyxtransfer.smb.failure.SmbException;
import org.alyxtransfer.smb.message.NtStatus;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.MonoSink;

/**
 * Requests that travel in one frame, each related to the one before, and the memory they work on. Sent once.
 *
 * <p>Over when every answer is there and the frame has left, or has been given up, so that nothing touches the memory
 * any more.
 */
public final class Compound {
    /** What becomes of the payload. */
    enum Use {
        NONE,
        /** The frame is built around it, where it lies. */
        FRAME,
        /** It is copied into the frame, behind its WRITE. */
        COPY,
        /** A READ's answer goes there. */
        TARGET
    }

    private static final int HEAVY = 32 << 10; // bytes that are worth a hop before they are signed or sealed

    private final int treeId;
    private final Guard guard;
    private final List<Exchange<?>> exchanges;
    private final AtomicInteger open;
    private @Nullable Payload payload;
    private Use use = Use.NONE;
    private boolean lasting;
    private Consumer<ByteBuffer> onSend = message -> {};
    private Runnable ifUnwanted = () -> {};
    private volatile boolean isUnwanted;
    private volatile @Nullable SmbException failure;
    private volatile @Nullable Runnable restore;
    private volatile @Nullable MonoSink<Void> sink;

    private Compound(int treeId, Guard guard, List<Exchange<?>> exchanges) {
        this.treeId = treeId;
        this.guard = guard;
        this.exchanges = exchanges;
        this.open = new AtomicInteger(exchanges.size() + 1); // the frame itself is one more
        exchanges.forEach(exchange -> exchange.compound = this);
    }

    /** At least one exchange, in the order of sending. */
    public static Compound of(int treeId, Guard guard, Exchange<?>... exchanges) {
        return new Compound(treeId, guard, List.of(exchanges));
    }

    /** At least one exchange, in the order of sending. */
    public static Compound of(int treeId, Guard guard, List<Exchange<?>> exchanges) {
        return new Compound(treeId, guard, List.copyOf(exchanges));
    }

    /** Its one request, a WRITE, sends these bytes from where they lie. */
    public Compound around(Payload bytes) {
        return with(bytes, Use.FRAME);
    }

    /** Its WRITE sends a copy of these bytes. */
    public Compound carrying(Payload bytes) {
        return with(bytes, Use.COPY);
    }

    /** Its READ fills this memory. */
    public Compound into(Payload target) {
        return with(target, Use.TARGET);
    }

    /** The server may answer when it likes. */
    public Compound lasting() {
        lasting = true;
        return this;
    }

    /** What to do when it is over and its subscriber has gone: to close what it opened, for one. */
    public Compound whenUnwanted(Runnable undo) {
        ifUnwanted = undo;
        return this;
    }

    /** Shows each message before it leaves. */
    public Compound onSend(Consumer<ByteBuffer> look) {
        onSend = look;
        return this;
    }

    private Compound with(Payload memory, Use how) {
        payload = memory;
        use = how;
        return this;
    }

    int treeId() {
        return treeId;
    }

    Guard guard() {
        return guard;
    }

    List<Exchange<?>> exchanges() {
        return exchanges;
    }

    @Nullable
    Payload payloadFor(Use wanted) {
        return use == wanted ? payload : null;
    }

    boolean isLasting() {
        return lasting;
    }

    /** Whether to protect it takes so long that its sender goes on with something else meanwhile. */
    boolean isHeavy() {
        boolean isSent = use == Use.FRAME || use == Use.COPY;
        return guard != Guard.PLAIN && isSent && payload != null && payload.length() > HEAVY;
    }

    void sending(ByteBuffer message) {
        onSend.accept(message);
    }

    int creditCharge() {
        int sum = 0;
        for (Exchange<?> exchange : exchanges) {
            sum += exchange.request().creditCharge();
        }
        return sum;
    }

    /** @param subscriber hears of the end; null when nobody wants to */
    void begin(@Nullable MonoSink<Void> subscriber) {
        if (payload != null) {
            payload.hold();
        }
        sink = subscriber;
        if (subscriber != null) {
            subscriber.onCancel(() -> isUnwanted = true);
        }
    }

    /** What makes the payload plain again after a failure. */
    void restoreWith(Runnable unseal) {
        restore = unseal;
    }

    /** The frame has left, or never will. */
    void frameIsGone() {
        oneIsOver();
    }

    void exchangeIsOver() {
        oneIsOver();
    }

    void exchangeFailed(SmbException why) {
        if (failure == null) {
            failure = why.again();
        }
        oneIsOver();
    }

    /** Ends a compound of which nothing was sent. */
    void neverSent(SmbException why) {
        failure = why.again();
        open.set(0);
        end();
    }

    private boolean isRefused() {
        return exchanges.stream().anyMatch(exchange -> NtStatus.isError(exchange.status()));
    }

    private void oneIsOver() {
        if (open.decrementAndGet() == 0) {
            end();
        }
    }

    private void end() {
        RuntimeException why = failure;
        if (why != null || isRefused()) {
            RuntimeException spoiled = restored();
            why = spoiled == null ? why : spoiled;
        }
        try {
            if (payload != null) {
                payload.release();
            }
            if (isUnwanted) {
                ifUnwanted.run();
            }
        } finally {
            tell(why);
        }
    }

    /** Its caller may send the same bytes again; null, or why they are spoiled. */
    private @Nullable RuntimeException restored() {
        Runnable unseal = restore;
        try {
            if (unseal != null) {
                unseal.run();
            }
            return null;
        } catch (RuntimeException | Error e) { // an Error too: who waits would never hear of it
            return new IllegalStateException( // whoever repeated a known failure would send ciphertext as the file
                    "what was encrypted to be sent could not be decrypted again (" + e + ")", e);
        }
    }

    private void tell(@Nullable RuntimeException why) {
        MonoSink<Void> subscriber = sink;
        if (subscriber == null) {
            return;
        }
        if (why == null) {
            subscriber.success();
        } else {
            subscriber.error(why);
        }
    }
}
