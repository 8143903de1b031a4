package org.alyxtransfer.storage.layer;

import java.util.EnumSet;
import java.util.Set;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.storage.FileStat;
import org.alyxtransfer.storage.Storage;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A storage to which, or to and from which, no more than a bandwidth's bytes move. */
public final class RateLimitedStorage extends LayeredStorage {
    private static final Set<Operation> WRITING = EnumSet.of(Operation.WRITE, Operation.PUT_SMALL);
    private static final Set<Operation> MOVING =
            EnumSet.of(Operation.WRITE, Operation.PUT_SMALL, Operation.READ, Operation.GET_SMALL);

    private RateLimitedStorage(Storage storage, Bandwidth bandwidth, Set<Operation> counted) {
        super(storage, new Waiting(bandwidth, counted));
    }

    /** Counts what is written and what is read: a share, whose files are read back over the line that they came by. */
    public static RateLimitedStorage ofShare(Storage share, Bandwidth bandwidth) {
        return new RateLimitedStorage(share, bandwidth, MOVING);
    }

    /** Counts what is written, which came over the line; what is read of a disk comes over none. */
    public static RateLimitedStorage ofDisk(Storage disk, Bandwidth bandwidth) {
        return new RateLimitedStorage(disk, bandwidth, WRITING);
    }

    private record Waiting(Bandwidth bandwidth, Set<Operation> counted) implements Around {
        @Override
        public <T> Mono<T> call(Operation operation, FilePath where, long bytes, Mono<T> call) {
            return bytes > 0 && counted.contains(operation)
                    ? bandwidth.await(bytes).then(call)
                    : call;
        }

        @Override
        public Flux<FileStat> list(FilePath where, Flux<FileStat> call) {
            return call;
        }
    }
}
