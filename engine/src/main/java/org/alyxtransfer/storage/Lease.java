package org.alyxtransfer.storage;

import com.google.errorprone.annotations.CheckReturnValue;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import reactor.core.publisher.Mono;

/** The right to write to a session's folder; ends with its process at the latest. */
@CheckReturnValue
public interface Lease {
    /** What the names of the files begin with that leases are kept in. */
    String PREFIX = ".alyx-";

    /** Whether a file of that name belongs to a lease, not to its session. */
    static boolean isFileOf(String name) {
        return name.startsWith(PREFIX);
    }

    /** How a lease ends that is its holder's no more. */
    static TransferException lost(String where, String why) {
        return new TransferException(
                Kind.LEASE_LOST,
                where,
                "this run's lease on the session is lost: " + why + ". What is published is whole, the originals are"
                        + " untouched, and this run publishes nothing more of the session. See that no other client"
                        + " works on it, then run the same command again");
    }

    /** Whether the failure is one of {@link #lost}. */
    static boolean isLost(Throwable failure) {
        return failure instanceof TransferException known && known.kind() == Kind.LEASE_LOST;
    }

    /**
     * Completes while the right is still held; asks the storage for it every few seconds at most, so it may be called before
     * each step. Fails with {@code LEASE_LOST} once it is lost, and ever after; with another kind where nobody could tell
     * (repeat).
     */
    Mono<Void> confirm();

    /** Gives the right back; a second call does nothing. */
    Mono<Void> release();
}
