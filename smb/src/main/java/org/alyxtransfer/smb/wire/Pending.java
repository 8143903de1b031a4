package org.alyxtransfer.smb.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.alyxtransfer.smb.failure.SmbException;
import org.jspecify.annotations.Nullable;

/** The exchanges that wait for their answers, by message id. Who takes one out ends it. */
final class Pending {
    private final ConcurrentHashMap<Long, Exchange<?>> waiting = new ConcurrentHashMap<>();

    void add(Compound compound, long firstId, long nowNanos) {
        long id = firstId;
        for (Exchange<?> exchange : compound.exchanges()) {
            exchange.messageId = id;
            exchange.sentNanos = nowNanos;
            waiting.put(id, exchange);
            id += exchange.request().creditCharge();
        }
    }

    @Nullable
    Exchange<?> find(long messageId) {
        return waiting.get(messageId);
    }

    @Nullable
    Exchange<?> take(long messageId) {
        return waiting.remove(messageId);
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** Whether nothing waits but what the server answers when it likes, as it has said, or had the time to say. */
    boolean hasOnlyLasting(long nowNanos, long allowedNanos) {
        for (Exchange<?> exchange : waiting.values()) {
            Compound compound = exchange.compound;
            boolean hasBegun = exchange.asyncId != 0 || nowNanos - exchange.sentNanos > allowedNanos;
            if (compound == null || !compound.isLasting() || !hasBegun) {
                return false;
            }
        }
        return true;
    }

    /** Whether one has waited longer than allowed since both its sending and the connection's last sign of life. */
    boolean isOverdue(long nowNanos, long progressNanos, long allowedNanos) {
        for (Exchange<?> exchange : waiting.values()) {
            Compound compound = exchange.compound;
            if (compound != null && compound.isLasting()) {
                continue;
            }
            if (isOverdue(exchange.sentNanos, nowNanos, progressNanos, allowedNanos)) {
                return true;
            }
        }
        return false;
    }

    /** A server that talks all the time and never ends what began then is given up as well, later. */
    static boolean isOverdue(long begunNanos, long nowNanos, long progressNanos, long allowedNanos) {
        long lasted = nowNanos - begunNanos;
        return Math.min(lasted, nowNanos - progressNanos) > allowedNanos || lasted > 10 * allowedNanos;
    }

    void failAll(SmbException why) {
        List<Long> ids = new ArrayList<>(waiting.keySet());
        for (Long id : ids) {
            Exchange<?> exchange = waiting.remove(id);
            Compound compound = exchange == null ? null : exchange.compound;
            if (compound != null) {
                compound.exchangeFailed(why);
            }
        }
    }
}
