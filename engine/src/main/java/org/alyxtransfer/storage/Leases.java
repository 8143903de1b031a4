package org.alyxtransfer.storage;

import com.google.errorprone.annotations.CheckReturnValue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.alyxtransfer.dataset.FilePath;
import reactor.core.publisher.Mono;

/**
 * The leases that a storage has given. Its steps that make, rename or remove a file by name ask for the lease that the file lies
 * under, each time anew, so that what is repeated after a pause cannot touch what another client has begun meanwhile.
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

    /** The step, once the lease on the file's folder is confirmed; at once where there is none. */
    public <T> Mono<T> under(FilePath file, Mono<T> step) {
        return during(file, confirmed -> confirmed.then(step));
    }

    /**
     * The same for a step that has to wait before it names the file. No lease is released before the steps under it have ended.
     *
     * @param step what is done; waits for the {@code Mono} that it gets just before it names the file
     */
    public <T> Mono<T> during(FilePath file, Function<Mono<Void>, Mono<T>> step) {
        return Mono.defer(() -> {
            for (Kept lease : kept) {
                if (file.isBelow(lease.folder)) {
                    return lease.during(step);
                }
            }
            return step.apply(Mono.empty());
        });
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
            return steps.close()
                    .then(lease.release())
                    .doOnTerminate(this::forget)
                    .doOnCancel(this::forget);
        }

        private void forget() {
            if (!lost) {
                kept.remove(this);
            }
        }

        private <T> Mono<T> during(Function<Mono<Void>, Mono<T>> step) {
            return steps.begin()
                    ? Mono.defer(() -> step.apply(confirm())).doFinally(end -> steps.end())
                    : Mono.error(Lease.lost(folder.value(), "it was given back"));
        }
    }
}
