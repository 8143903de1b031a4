package org.alyxtransfer.storage;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import org.alyxtransfer.storage.MemoryBudget.ArenaShape;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/**
 * The chunks of one file: one that is always its own, and more while the process has any.
 *
 * <p>Requests are served in the order in which they came. {@link #close()} takes back every chunk that was lent, also
 * those that a cancelled pipeline forgot, and completes when the last operation on them has ended.
 */
public final class Arena {
    private final MemoryBudget budget;
    private final ArenaShape shape;
    private final Queue<Request> requests = new ArrayDeque<>();
    private final Set<Chunk> lent = new HashSet<>();
    private final List<MonoSink<Void>> closing = new ArrayList<>();
    private int inUse;
    private int extras;
    private boolean closed;
    private boolean ownReturned;

    private record Request(long offset, int length, MonoSink<Chunk> sink) {}

    Arena(MemoryBudget budget, ArenaShape shape) {
        this.budget = budget;
        this.shape = shape;
    }

    /** An empty chunk for the range; waits for one. Fails once the arena is closed. */
    public Mono<Chunk> take(long offset, int length) {
        if (length > shape.chunkBytes()) {
            return Mono.error(new IllegalArgumentException(
                    "a range of " + length + " bytes is over the chunk size of " + shape.chunkBytes()));
        }
        return Mono.create(sink -> {
            Request request = new Request(offset, length, sink);
            boolean late;
            synchronized (this) {
                late = closed;
                if (!late) {
                    requests.add(request);
                }
            }
            if (late) {
                sink.error(new IllegalStateException("the file is closed; no chunk for offset " + offset));
                return;
            }
            sink.onCancel(() -> forget(request));
            serve();
        });
    }

    /** Completes when all memory is back; a second call completes with the first. */
    public Mono<Void> close() {
        return Mono.create(sink -> {
            List<Request> refused;
            List<Chunk> forgotten;
            boolean done;
            synchronized (this) {
                closed = true;
                refused = new ArrayList<>(requests);
                requests.clear();
                forgotten = new ArrayList<>(lent);
                lent.clear();
                done = inUse == 0;
                if (!done) {
                    closing.add(sink);
                }
            }
            refused.forEach(request -> request.sink().error(new IllegalStateException("the file was closed")));
            if (done) {
                returnOwn();
                sink.success();
            }
            forgotten.forEach(Chunk::giveBack);
        });
    }

    /** Serves waiting requests while there is memory. */
    void serve() {
        for (Runnable lend = next(); lend != null; lend = next()) {
            lend.run();
        }
    }

    private synchronized @Nullable Runnable next() {
        Request request = requests.peek();
        if (request == null || closed || !mayLend()) {
            return null;
        }
        requests.remove();
        inUse++;
        ByteBuffer memory = budget.take(shape.memory());
        Chunk chunk = new Chunk(request.offset(), request.length(), shape.headroom(), memory, this::back);
        lent.add(chunk);
        return () -> request.sink().success(chunk);
    }

    private boolean mayLend() {
        if (inUse < 1 + extras) {
            return true;
        }
        if (inUse >= shape.chunks() || !budget.reserveMore(this, shape.memory().bytes())) {
            return false;
        }
        extras++;
        return true;
    }

    private void back(Chunk chunk) {
        budget.putBack(shape.memory(), chunk.memory());
        List<MonoSink<Void>> done = List.of();
        int surplus = 0;
        synchronized (this) {
            lent.remove(chunk);
            inUse--;
            boolean idle = requests.isEmpty() || closed;
            while (extras > 0 && inUse < 1 + extras && (idle || budget.isWantedByOthers())) {
                extras--;
                surplus++;
            }
            if (closed && inUse == 0) {
                done = new ArrayList<>(closing);
                closing.clear();
            }
        }
        if (surplus > 0) {
            budget.cancelReservation((long) surplus * shape.memory().bytes());
        }
        if (!done.isEmpty()) {
            returnOwn();
            done.forEach(MonoSink::success);
        }
        serve();
    }

    private void returnOwn() {
        long bytes;
        synchronized (this) {
            if (ownReturned) {
                return;
            }
            ownReturned = true;
            bytes = (1L + extras) * shape.memory().bytes();
            extras = 0;
        }
        budget.cancelReservation(bytes);
    }

    private synchronized void forget(Request request) {
        requests.remove(request);
    }
}
