package org.alyxtransfer.storage;

import com.google.errorprone.annotations.CheckReturnValue;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.alyxtransfer.dataset.TransferException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** When a lease was last proven, and whether it is lost: its storage is asked seldom, and once for all who want to know. */
@CheckReturnValue
public final class LeaseProofs {
    /** As long as this a proof counts. */
    static final Duration FRESH = Duration.ofSeconds(5);

    private static final Duration LONGEST_GAP = Duration.ofMinutes(2); // longer than operations are repeated

    private final Mono<Void> question;
    private final BooleanSupplier isConnected;
    private Moment proven = Moment.now();
    private @Nullable TransferException lost;
    private @Nullable Mono<Void> asking;

    /** A time by two clocks: one stops while a computer sleeps, the other may be set. */
    private record Moment(long millis, long nanos) {
        static Moment now() {
            return new Moment(System.currentTimeMillis(), System.nanoTime());
        }

        Duration age() {
            Moment now = now();
            return Duration.ofNanos(Math.max(TimeUnit.MILLISECONDS.toNanos(now.millis - millis), now.nanos - nanos));
        }
    }

    /**
     * Proofs of a lease that was taken just now.
     *
     * @param question asks the storage; fails with {@code LEASE_LOST} when the lease is lost. Not cancelled once it has begun
     * @param isConnected false where a proof counts no more, as the connection that holds the lease is gone; never waits
     */
    public LeaseProofs(Mono<Void> question, BooleanSupplier isConnected) {
        this.question = question;
        this.isConnected = isConnected;
    }

    /** See {@link Lease#confirm}. */
    public Mono<Void> confirm() {
        return Mono.defer(this::answer);
    }

    /**
     * Whether a lease that went with its connection, and that nobody holds now, may be taken again: nobody can have worked
     * under it for long since it was last proven.
     */
    public synchronized boolean mayBeTakenAgain() {
        return proven.age().compareTo(LONGEST_GAP) <= 0;
    }

    private synchronized Mono<Void> answer() {
        TransferException known = lost;
        if (known != null) {
            return Mono.error(known);
        }
        Mono<Void> running = asking;
        if (running != null) {
            return running;
        }
        if (isConnected.getAsBoolean() && proven.age().compareTo(FRESH) < 0) {
            return Mono.empty();
        }
        Moment begun = Moment.now(); // the answer may lie in its socket while the computer sleeps
        Mono<Void> asked = question.doOnSuccess(held -> proven(begun))
                .doOnError(this::noteIfLost)
                .doFinally(end -> answered())
                .cache();
        asking = asked;
        return asked;
    }

    private synchronized void proven(Moment asked) {
        proven = asked;
    }

    private synchronized void noteIfLost(Throwable failure) {
        if (failure instanceof TransferException known && Lease.isLost(failure)) {
            lost = known;
        }
    }

    private synchronized void answered() {
        asking = null;
    }
}
