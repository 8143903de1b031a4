package org.alyxtransfer.automation.report;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Phaser;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.alyxtransfer.automation.report.Delivery.State;
import org.alyxtransfer.automation.report.OutboxTable.Open;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.threads.WorkerThreads;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Reports that are to be delivered, in a SQLite database (WAL, {@code synchronous=FULL}): what was handed in survives a
 * crash of the process and of the computer, and is delivered once.
 *
 * <p>One window cannot be closed: the recipient's server took a report, and this process died before it noted so. Then it
 * is sent again under the same id, which is the mail's Message-ID and the webhook's {@code Idempotency-Key}, so that who
 * receives both can tell that they are one. A note that fails is repeated, the report meanwhile is not.
 *
 * <p>For one process, held by a lock. Opening and closing block; everything else happens on the outbox's own thread and
 * is answered on a CPU thread.
 */
public final class Outbox implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
    private static final int AT_A_TIME = 64; // parcels looked up at once
    private static final int WAITING =
            10_000; // questions to the database; far more than runs and deliveries ask at once
    private static final Duration PATIENCE = Duration.ofSeconds(30); // of closing, for deliveries under way

    private final OutboxFile file;
    private final OutboxTable table;
    private final List<Courier> couriers;
    private final OutboxSettings settings;
    private final Clock clock;
    private final Scheduler lane = WorkerThreads.scheduler("alyx-outbox", 1, WAITING);
    private final Set<String> inHand = new HashSet<>(); // of the lane's thread only
    private final Deque<Ending> unnoted = new ArrayDeque<>(); // likewise; each is in hand until it is noted
    private final Set<String> unreached = ConcurrentHashMap.newKeySet(); // recipients whose last attempt failed
    private final Phaser underWay = new Phaser(1);

    /** How an attempt ended. */
    private record Ending(Parcel parcel, State state, Instant due, String trouble) {}

    private Outbox(OutboxFile file, List<Courier> couriers, OutboxSettings settings, Clock clock) {
        this.file = file;
        this.table = new OutboxTable(file.connection());
        this.couriers = List.copyOf(couriers);
        this.settings = settings;
        this.clock = clock;
    }

    /** Opens or creates; fails with {@code BUSY} while another process has it, {@code INVALID}, {@code UNAVAILABLE}. */
    public static Outbox open(Path file, List<Courier> couriers, OutboxSettings settings, Clock clock) {
        return new Outbox(OutboxFile.open(file), couriers, settings, clock);
    }

    /**
     * Completes when the report is on disk for all recipients. One that was handed in before for the same run and
     * recipient is left as it is, delivered or not.
     */
    public Mono<Void> enqueue(RunReport report, Collection<? extends Recipient> recipients) {
        List<Parcel> parcels = recipients.stream()
                .map(recipient -> Parcel.of(report, recipient))
                .toList();
        return ask(() -> {
                    table.add(parcels, clock.instant());
                    return true;
                })
                .then();
    }

    /**
     * Tries once each report that is due, and tells of each attempt how it stands; completes when none is due any more.
     *
     * <p>Doesn't fail because a delivery did, but with {@code UNAVAILABLE} where the file can't be used. An attempt that has
     * begun ends also when this is cancelled.
     */
    public Flux<Delivery> deliver() {
        return Flux.defer(() -> {
            AtomicBoolean more = new AtomicBoolean();
            return ask(this::due)
                    .doOnNext(due -> more.set(!due.isEmpty()))
                    .flatMapIterable(due -> due)
                    .flatMap(this::untilItEnds, settings.parallel(), 1)
                    .repeat(more::get);
        });
    }

    /**
     * Delivers what is due, again and again, until cancelled. Where the file cannot be used for now it says so, once, and
     * goes on: nothing that it holds is lost.
     *
     * @param pause between one round's end and the next
     */
    public Mono<Void> keepDelivering(Duration pause) {
        return Mono.defer(() -> {
            AtomicReference<String> trouble = new AtomicReference<>("");
            return deliver()
                    .then()
                    .doOnSuccess(done -> tellOfRecovery(trouble.getAndSet("")))
                    .onErrorResume(failure -> {
                        tell(trouble, failure);
                        return Mono.empty();
                    })
                    .then(Mono.delay(pause))
                    .repeat()
                    .then();
        });
    }

    private void tell(AtomicReference<String> trouble, Throwable failure) {
        String why = String.valueOf(
                TransferException.from(failure, file.path().toString()).getMessage());
        if (!trouble.getAndSet(why).equals(why)) {
            LOG.warn("no report can be delivered for now: {}; tries again", why);
        }
    }

    private static void tellOfRecovery(String trouble) {
        if (!trouble.isEmpty()) {
            LOG.info("reports can be delivered again");
        }
    }

    /** When something is due next; empty when nothing waits. */
    public Mono<Instant> nextDue() {
        return ask(table::nextDue).flatMap(Mono::justOrEmpty);
    }

    public Mono<Undelivered> undelivered() {
        return ask(table::undelivered);
    }

    /** How it stands with a run's report, a recipient each. */
    public Mono<List<Delivery>> deliveries(String run) {
        return ask(() -> table.deliveries(run));
    }

    /** Blocks until deliveries under way have ended, for half a minute at most. */
    @Override
    public void close() {
        try {
            underWay.awaitAdvanceInterruptibly(underWay.arrive(), PATIENCE.toSeconds(), TimeUnit.SECONDS);
            ask(() -> {
                        noteEndings();
                        return true;
                    })
                    .toFuture()
                    .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            LOG.warn("a report is still under way; unless it arrives it is sent again under the same id");
        } catch (ExecutionException e) {
            LOG.warn("what became of a report cannot be noted; it comes again under the same id", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        lane.dispose();
        file.close();
    }

    private List<String> due() throws SQLException {
        noteEndings();
        return table.due(clock.instant(), AT_A_TIME + inHand.size()).stream()
                .filter(id -> !inHand.contains(id))
                .toList();
    }

    /** Not to be cancelled: what a server has taken must be noted. */
    private Mono<Delivery> untilItEnds(String id) {
        return Mono.fromFuture(() -> attempt(id).toFuture(), true);
    }

    private Mono<Delivery> attempt(String id) {
        return ask(() -> begin(id)).flatMap(Mono::justOrEmpty).flatMap(open -> send(open.parcel())
                .then(Mono.fromSupplier(() -> new Ending(open.parcel(), State.SENT, clock.instant(), "")))
                .onErrorResume(failure -> Mono.just(afterFailure(open, failure)))
                .flatMap(this::note));
    }

    /** Empty when somebody else was quicker. */
    private Optional<Open> begin(String id) throws SQLException {
        Instant now = clock.instant();
        Optional<Open> found = inHand.contains(id) ? Optional.empty() : table.open(id, now);
        if (found.isPresent()) {
            table.begin(id, now.plus(pause(found.get().attempts() + 1)));
            inHand.add(id);
            underWay.register();
        }
        return found;
    }

    private Mono<Void> send(Parcel parcel) {
        return Flux.fromIterable(couriers)
                .filter(courier -> courier.serves(parcel.recipient()))
                .next()
                .switchIfEmpty(Mono.error(() -> new TransferException(
                        Kind.UNAVAILABLE,
                        parcel.recipient().key(),
                        "there is no way to it; are 'mail.host' and 'mail.from' set?")))
                .flatMap(courier -> courier.send(parcel));
    }

    /** Only a server's refusal is final: a secret that is missing here, or wrong, may be mended. */
    private Ending afterFailure(Open open, Throwable failure) {
        Parcel parcel = open.parcel();
        Duration asked = failure instanceof NotBefore later ? later.pause() : Duration.ZERO;
        TransferException why = failure instanceof NotBefore later
                ? later.failure()
                : TransferException.from(failure, parcel.recipient().key());
        String trouble = String.valueOf(why.getMessage());
        Instant now = clock.instant();
        if (why.kind() == Kind.REFUSED) {
            return new Ending(parcel, State.REFUSED, now, trouble);
        }
        Duration pause = pause(open.attempts() + 1);
        Instant next = now.plus(asked.compareTo(pause) > 0 ? asked : pause);
        boolean tooOld = next.isAfter(open.handedIn().plus(settings.giveUpAfter()));
        return new Ending(parcel, tooOld ? State.GIVEN_UP : State.WAITING, next, trouble);
    }

    private Mono<Delivery> note(Ending ending) {
        Parcel parcel = ending.parcel();
        tell(ending, parcel.report(), parcel.recipient().key());
        return ask(() -> {
            unnoted.add(ending);
            try {
                noteEndings();
                return table.delivery(parcel.id());
            } finally {
                underWay.arriveAndDeregister();
            }
        });
    }

    /** Of several failures in a row with one recipient, the first. */
    private void tell(Ending ending, RunReport report, String recipient) {
        switch (ending.state()) {
            case SENT -> {
                if (unreached.remove(recipient)) {
                    LOG.info("reports reach {} again", recipient);
                }
            }
            case WAITING -> {
                if (unreached.add(recipient)) {
                    LOG.warn(
                            "the report of run {} does not reach {} for now: {}. It is tried again for {} h at most",
                            report.run(),
                            recipient,
                            ending.trouble(),
                            settings.giveUpAfter().toHours());
                }
            }
            case REFUSED, GIVEN_UP ->
                LOG.warn(
                        "the report of run {} will not reach {} ({}): {}. Its results stay in {}",
                        report.run(),
                        recipient,
                        ending.state() == State.REFUSED ? "refused" : "given up",
                        ending.trouble(),
                        report.result().folder());
        }
    }

    private void noteEndings() throws SQLException {
        for (Ending next = unnoted.peek(); next != null; next = unnoted.peek()) {
            table.end(next.parcel().id(), next.state(), next.due(), next.trouble());
            inHand.remove(next.parcel().id());
            unnoted.remove();
        }
    }

    private Duration pause(int failures) {
        return settings.pause(failures, ThreadLocalRandom.current().nextDouble());
    }

    private <T> Mono<T> ask(Callable<T> question) {
        return Mono.fromCallable(question)
                .subscribeOn(lane)
                .publishOn(Schedulers.parallel())
                .onErrorMap(SQLException.class, failure -> OutboxFile.failed(file.path(), failure))
                .onErrorMap(
                        RejectedExecutionException.class,
                        closed -> new TransferException(
                                Kind.UNAVAILABLE, file.path().toString(), "the outbox is closed", closed));
    }
}
