package org.alyxtransfer.storage;

import com.google.errorprone.annotations.CheckReturnValue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.alyxtransfer.dataset.FilePath;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The leases that a storage has given. Its steps that make, rename or remove a file by name ask for the lease that the file lies
 * under, each time anew, so that what is repeated after a pause cannot touch what another client has begun meanwhile.
 *
 * <p>A step belongs to the lease that is held when it is made: repeated after that was given back, it fails.
 */
@CheckReturnValue
public final class Leases {
    private final Set<Kept> kept = ConcurrentHashMap.newKeySet();

    /** The lease, remembered until it is released; one that is lost until the folder's next one, so that what comes late fails. */
    public Lease keep(FilePath folder, Lease lease) {
        kept.removeIf(earlier -> earlier.folder.equals(folder));
        Kept now = new Kept(folder, lease);
        kept.add(now);
        return now;
    }

    /** Opens or writes the file, once the lease on its folder is confirmed; at once where there is none. */
    public <T> Mono<T> writing(FilePath file, Mono<T> step) {
        return under(file, step, held -> held.during(confirmed -> confirmed.then(step)));
    }

    /** The same for a rename or a removal, which a cancel does not stop: the lease is not given back before it has ended. */
    public Mono<Void> naming(FilePath file, Mono<Void> step) {
        return under(file, step, held -> held.during(confirmed -> confirmed.then(step))
                .cache());
    }

    /**
     * The same for a step that has to wait before it names the file.
     *
     * @param step what is done; waits for the {@code Mono} that it gets just before it names the file
     */
    public Mono<Void> naming(FilePath file, Function<Mono<Void>, Mono<Void>> step) {
        return under(file, Mono.defer(() -> step.apply(Mono.empty())), held -> held.during(step)
                .cache());
    }

    private <T> Mono<T> under(FilePath file, Mono<T> without, Function<Kept, Mono<T>> with) {
        Kept lease = above(file);
        return Mono.defer(() -> {
            Kept held = lease == null ? above(file) : lease;
            return held == null ? without : with.apply(held);
        });
    }

    private @Nullable Kept above(FilePath file) {
        for (Kept lease : kept) {
            if (file.isBelow(lease.folder)) {
                return lease;
            }
        }
        return null;
    }

    private final class Kept implements Lease {
        private final FilePath folder;
        private final Lease lease;
        private final InFlight steps = new InFlight();
        private volatile boolean lost;

        Kept(FilePath folder, Lease lease) {
            this.folder = folder;
            this.lease = lease;
        }

        @Override
        public Mono<Void> confirm() {
            return lease.confirm().doOnError(Lease::isLost, failure -> lost = true);
        }

        @Override
        public Mono<Void> release() {
            return steps.close().then(lease.release()).doOnTerminate(this::forget);
        }

        private void forget() {
            if (!lost) {
                kept.remove(this);
            }
        }

        private <T> Mono<T> during(Function<Mono<Void>, Mono<T>> step) {
            return Mono.defer(() -> steps.begin()
                    ? Mono.defer(() -> step.apply(confirm())).doFinally(end -> steps.end())
                    : Mono.error(Lease.lost(folder.value(), "it was given back")));
        }
    }
}
