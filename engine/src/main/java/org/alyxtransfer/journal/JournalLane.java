package org.alyxtransfer.journal;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.TransferQueue;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.plan.Permits;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

/**
 * The one thread that works on a journal's database.
 *
 * <p>Group commit: all that was asked while the last commit ran goes into the next one, so the cost of making entries
 * durable is shared by the files in flight. Answers leave on CPU threads. After a failure nothing more is taken.
 */
final class JournalLane {
    private static final Logger LOG = LoggerFactory.getLogger(JournalLane.class);
    private static final int WAITING = 4096; // appends; more than files in flight and sessions together ever ask for
    private static final int GROUP = 1024;

    private final Connection connection;
    private final JournalWriting writing;
    private final Path file;
    private final TransferQueue<Request> queue = new LinkedTransferQueue<>(); // asking parks no event loop
    private final Permits places = new Permits(WAITING);
    private final Sinks.Empty<Void> failed = Sinks.empty();
    private final Thread thread;
    private volatile boolean over;
    private @Nullable TransferException failure; // of the lane's thread only

    /** Something that the lane's thread reads or writes beside the entries. */
    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    private sealed interface Request {}

    private record Append(Collection<? extends JournalEntry> entries, MonoSink<Boolean> sink) implements Request {}

    private record Ask<T>(Work<T> work, MonoSink<T> sink) implements Request {
        void answer(Connection connection) throws SQLException {
            sink.success(work.on(connection));
        }
    }

    private record End() implements Request {}

    JournalLane(Connection connection, JournalWriting writing, Path file) {
        this.connection = connection;
        this.writing = writing;
        this.file = file;
        this.thread = new Thread(this::work, "alyx-journal");
        thread.setDaemon(true);
        thread.start();
    }

    /** Completes when the entries are committed, all of them in one transaction. */
    Mono<Void> append(Collection<? extends JournalEntry> entries) {
        Mono<Boolean> written = Mono.create(sink -> offer(new Append(entries, sink)));
        return Mono.usingWhen(places.acquire(), place -> written, place -> places.release())
                .publishOn(Schedulers.parallel())
                .then();
    }

    <T> Mono<T> ask(Work<T> work) {
        return Mono.<T>create(sink -> offer(new Ask<>(work, sink))).publishOn(Schedulers.parallel());
    }

    /** Never completes; see {@link Journal#broken()}. */
    Mono<Void> broken() {
        return failed.asMono();
    }

    /** Blocks until all that was asked before is done. */
    void end() throws InterruptedException {
        queue.add(new End());
        thread.join();
    }

    private void work() {
        List<Request> group = new ArrayList<>();
        boolean open = true;
        while (open) {
            group.clear();
            try {
                group.add(queue.take());
            } catch (InterruptedException e) {
                LOG.warn("somebody interrupted the journal's thread; it goes on");
                continue;
            }
            queue.drainTo(group, GROUP - 1);
            open = group.stream().noneMatch(End.class::isInstance);
            commit(group);
            for (Request request : group) {
                if (request instanceof Ask<?> ask) {
                    answer(ask);
                }
            }
        }
        over = true;
        group.clear();
        queue.drainTo(group);
        stop(closed(), group);
    }

    private void offer(Request request) {
        queue.add(request);
        if (over && queue.remove(request)) { // nobody else would answer it
            stop(closed(), List.of(request));
        }
    }

    private TransferException closed() {
        return new TransferException(Kind.UNAVAILABLE, file.toString(), "the journal is closed");
    }

    private void commit(List<Request> group) {
        List<Append> appends = group.stream()
                .filter(Append.class::isInstance)
                .map(Append.class::cast)
                .toList();
        if (appends.isEmpty()) {
            return;
        }
        if (failure == null) {
            try {
                write(appends);
            } catch (SQLException e) {
                fail(JournalErrors.explain(e, file));
            } catch (RuntimeException e) {
                fail(TransferException.from(e, file.toString()));
            }
        }
        TransferException why = failure;
        if (why == null) {
            appends.forEach(append -> append.sink().success(true));
        } else {
            stop(why, appends);
        }
    }

    private void write(List<Append> appends) throws SQLException {
        connection.setAutoCommit(false);
        for (Append append : appends) {
            for (JournalEntry entry : append.entries()) {
                writing.write(entry);
            }
        }
        connection.commit();
        connection.setAutoCommit(true);
    }

    private <T> void answer(Ask<T> ask) {
        try {
            ask.answer(connection);
        } catch (SQLException e) {
            ask.sink().error(JournalErrors.explain(e, file));
        } catch (RuntimeException e) {
            ask.sink().error(e);
        }
    }

    private void fail(TransferException why) {
        failure = why;
        failed.tryEmitError(why);
        try {
            connection.rollback();
        } catch (SQLException e) {
            LOG.debug("{} was rolled back by the failure itself", file, e);
        }
    }

    private static void stop(TransferException why, List<? extends Request> requests) {
        for (Request request : requests) {
            if (request instanceof Append append) {
                append.sink().error(why);
            } else if (request instanceof Ask<?> ask) {
                ask.sink().error(why);
            }
        }
    }
}
