package org.alyxtransfer.engine;

import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.plan.PlannedFile.ToMove;
import org.alyxtransfer.storage.Storage;
import reactor.core.publisher.Mono;

/**
 * Refuses a file that would not fit before a byte of it moves.
 *
 * <p>Asks the storage once, counts down, and asks again when its own count says that a file would not fit. Files that ask
 * at the same time share one answer. What an earlier attempt left staged takes no room again. A storage that fails to tell
 * does not keep files from being tried. State of one run.
 */
final class SpaceGuard {
    private final Storage destination;
    private long left = -1;
    private long answers;

    SpaceGuard(Storage destination) {
        this.destination = destination;
    }

    /** Completes when the file fits, or when the storage cannot tell; fails with {@code FULL}. */
    Mono<Void> admit(ToMove file, FilePath staging) {
        return Mono.defer(() -> {
            if (take(file.size())) {
                return Mono.empty();
            }
            long before = answers();
            return destination
                    .freeBytes()
                    .zipWith(missing(file, staging))
                    .onErrorResume(failure -> !TransferException.isTemporaryFailure(failure), failure -> Mono.empty())
                    .flatMap(told -> decide(file, told.getT2(), told.getT1(), before));
        });
    }

    /** Bytes of the file that are not staged yet. */
    private Mono<Long> missing(ToMove file, FilePath staging) {
        return destination
                .stat(staging)
                .map(staged -> file.size() - Math.min(staged.size(), file.size()))
                .defaultIfEmpty(file.size());
    }

    /** An answer that came meanwhile stands: what was promised since is not in the one that comes later. */
    private synchronized Mono<Void> decide(ToMove file, long needed, long free, long before) {
        if (answers == before) {
            answers++;
            left = free;
        }
        if (take(needed)) {
            return Mono.empty();
        }
        return Mono.error(new TransferException(
                Kind.FULL,
                file.target().value(),
                "needs " + needed + " bytes where " + destination.name() + " has " + left
                        + " left; nothing was written. Make room, then run the same command again"));
    }

    private synchronized boolean take(long bytes) {
        if (left < bytes) {
            return false;
        }
        left -= bytes;
        return true;
    }

    private synchronized long answers() {
        return answers;
    }
}
