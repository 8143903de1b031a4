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

    /** A chunk that somebody waits for. */
    private static final class Request {
        private final long offset;
        private final int length;
        private final MonoSink<Chunk> sink;
        private boolean forgotten; // guarded by the arena, as is:
        private @Nullable Chunk lent;

        Request(long offset, int length, MonoSink<Chunk> sink) {
            this.offset = offset;
            this.length = length;
            this.sink = sink;
        }
    }

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
                refuse(request);
                return;
            }
            sink.onCancel(() -> forget(request));
            serve();
        });
    }

    /** Completes when all memory is back; a second call completes with the first. */
    public Mono<Void> close() {
        return Mono.create(sink -> {
            boolean done;
            synchronized (this) {
                closed = true;
                done = inUse == 0;
                if (!done) {
                    closing.add(sink);
                }
            }
            abandon();
            if (done) {
                sink.success();
            }
        });
    }

    /** Closes without waiting: each chunk goes home when the last operation on it has ended. */
    public void abandon() {
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
        }
        refused.forEach(Arena::refuse);
        if (done) {
            returnOwn();
        }
        forgotten.forEach(Chunk::giveBack);
    }

    /** Serves waiting requests while there is memory. */
    void serve() {
        for (Request request = next(); request != null; request = next()) {
            lend(request);
        }
    }

    private synchronized @Nullable Request next() {
        if (requests.isEmpty() || closed || !mayLend()) {
            return null;
        }
        inUse++;
        return requests.remove();
    }

    private void lend(Request request) {
        ByteBuffer memory;
        try {
            memory = budget.take(shape.memory());
        } catch (OutOfMemoryError e) {
            request.sink.error(new IllegalStateException(
                    "the JVM has less memory than the memory budget of " + budget.limitBytes()
                            + " bytes; lower the budget or raise -Xmx or -XX:MaxDirectMemorySize",
                    e));
            oneLessInUse();
            return;
        }
        Chunk chunk = new Chunk(request.offset, request.length, shape.headroom(), memory, this::back);
        boolean late;
        boolean forgotten;
        synchronized (this) {
            late = closed;
            forgotten = request.forgotten;
            if (!late && !forgotten) {
                lent.add(chunk);
                request.lent = chunk;
            }
        }
        if (forgotten) {
            chunk.giveBack();
        } else if (late) {
            chunk.giveBack();
            refuse(request);
        } else {
            request.sink.success(chunk);
        }
    }

    private static void refuse(Request request) {
        request.sink.error(new IllegalStateException("the file is closed; no chunk for offset " + request.offset));
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
        synchronized (this) {
            lent.remove(chunk);
        }
        oneLessInUse();
    }

    private void oneLessInUse() {
        List<MonoSink<Void>> done = List.of();
        boolean last;
        long surplus;
        synchronized (this) {
            inUse--;
            surplus = dropSurplus();
            last = closed && inUse == 0;
            if (last) {
                done = new ArrayList<>(closing);
                closing.clear();
            }
        }
        budget.cancelReservation(surplus);
        if (last) {
            returnOwn();
            done.forEach(MonoSink::success);
        }
        serve();
    }

    /** Gives up reservations that nothing here uses, or that files waiting for admission need more; in bytes. */
    private long dropSurplus() {
        boolean idle = requests.isEmpty() || closed;
        int surplus = 0;
        while (extras > 0 && inUse < 1 + extras && (idle || budget.isWantedByOthers())) {
            extras--;
            surplus++;
        }
        return (long) surplus * shape.memory().bytes();
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

    /** Only for a cancel that was in time: a chunk lent meanwhile reaches nobody. */
    private void forget(Request request) {
        long surplus;
        Chunk lost;
        synchronized (this) {
            requests.remove(request);
            request.forgotten = true;
            lost = request.lent;
            surplus = dropSurplus();
        }
        budget.cancelReservation(surplus);
        if (lost != null) {
            lost.giveBack();
        }
    }
}
