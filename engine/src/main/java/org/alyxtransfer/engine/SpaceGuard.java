package org.alyxtransfer.engine;

import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.plan.PlannedFile.ToMove;
import org.alyxtransfer.storage.Storage;
import reactor.core.publisher.Mono;

/**
 * Refuses a file that would not fit before a byte of it moves.
 *
 * <p>Asks the storage once, counts down, and asks again when its own count says that a file would not fit. State of one
 * run.
 */
final class SpaceGuard {
    private final Storage destination;
    private long left = -1;

    SpaceGuard(Storage destination) {
        this.destination = destination;
    }

    /** Completes when the file fits, or when the storage cannot tell; fails with {@code FULL}. */
    Mono<Void> admit(ToMove file) {
        return Mono.defer(() -> {
            if (take(file.size())) {
                return Mono.empty();
            }
            return destination.freeBytes().flatMap(free -> decide(file, free));
        });
    }

    private Mono<Void> decide(ToMove file, long free) {
        if (file.size() > free) {
            return Mono.error(new TransferException(
                    Kind.FULL,
                    file.target().value(),
                    "needs " + file.size() + " bytes where " + destination.name() + " has " + free
                            + " left; nothing was written. Make room, then run the same command again"));
        }
        remember(free - file.size());
        return Mono.empty();
    }

    private synchronized boolean take(long bytes) {
        if (left < bytes) {
            return false;
        }
        left -= bytes;
        return true;
    }

    private synchronized void remember(long bytes) {
        left = bytes;
    }
}
