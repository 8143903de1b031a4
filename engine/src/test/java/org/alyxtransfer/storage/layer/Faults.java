package org.alyxtransfer.storage.layer;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.storage.Chunk;
import org.alyxtransfer.storage.FileStat;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What goes wrong, and when: operations of each sort are counted from 1, in the order in which they are subscribed to.
 *
 * <p>May be changed while it is in use.
 */
public final class Faults implements Around {
    private final List<Fault> faults = new CopyOnWriteArrayList<>();
    private final Map<Operation, AtomicInteger> counts = new EnumMap<>(Operation.class);

    private enum Sort {
        FAIL_BEFORE,
        FAIL_AFTER,
        DELAY,
        FLIP
    }

    private record Fault(Operation operation, IntPredicate which, Sort sort, Kind kind, Mono<?> until) {}

    public Faults() {
        for (Operation operation : Operation.values()) {
            counts.put(operation, new AtomicInteger());
        }
    }

    /** The operation does not happen. */
    public Faults fail(Operation operation, IntPredicate which, Kind kind) {
        return with(new Fault(operation, which, Sort.FAIL_BEFORE, kind, Mono.empty()));
    }

    /** The operation happens, but its answer is lost. */
    public Faults loseAnswer(Operation operation, IntPredicate which, Kind kind) {
        return with(new Fault(operation, which, Sort.FAIL_AFTER, kind, Mono.empty()));
    }

    public Faults delay(Operation operation, IntPredicate which, Duration delay) {
        return hold(operation, which, Mono.delay(delay));
    }

    /** The operation, or its failure, waits until something else has happened. */
    public Faults hold(Operation operation, IntPredicate which, Mono<?> until) {
        return with(new Fault(operation, which, Sort.DELAY, Kind.TIMEOUT, until));
    }

    /** One bit of a chunk flips on its way: of what is read, or of what is stored. */
    public Faults flipBit(Operation readOrWrite, IntPredicate which) {
        return with(new Fault(readOrWrite, which, Sort.FLIP, Kind.CORRUPT, Mono.empty()));
    }

    /** How many operations of this sort were asked for. */
    public int count(Operation operation) {
        return counter(operation).get();
    }

    public static IntPredicate nth(int number) {
        return count -> count == number;
    }

    public static IntPredicate every(int number) {
        return count -> count % number == 0;
    }

    public static IntPredicate always() {
        return count -> true;
    }

    @Override
    public <T> Mono<T> call(Operation operation, FilePath where, long bytes, Mono<T> call) {
        return Mono.defer(
                () -> faulty(operation, where, call, counter(operation).incrementAndGet()));
    }

    @Override
    public <T> Mono<T> transfer(Operation operation, FilePath where, Chunk chunk, Mono<T> call) {
        return Mono.defer(() -> {
            int count = counter(operation).incrementAndGet();
            boolean flips =
                    faults.stream().anyMatch(fault -> fault.sort() == Sort.FLIP && concerns(fault, operation, count));
            Mono<T> flipped = call;
            if (flips && operation == Operation.READ) {
                flipped = call.doOnNext(read -> flip(chunk));
            } else if (flips) {
                flipped = Mono.fromRunnable(() -> flip(chunk)).then(call).doOnTerminate(() -> flip(chunk));
            }
            return faulty(operation, where, flipped, count);
        });
    }

    @Override
    public Flux<FileStat> list(FilePath where, Flux<FileStat> call) {
        return Flux.defer(() -> {
            int count = counter(Operation.LIST).incrementAndGet();
            Flux<FileStat> list = call;
            for (Fault fault : faults) {
                if (concerns(fault, Operation.LIST, count)) {
                    list = switch (fault.sort()) {
                        case FAIL_BEFORE -> Flux.error(failure(fault, where));
                        case FAIL_AFTER -> list.concatWith(Mono.error(failure(fault, where)));
                        case DELAY -> list.delaySubscription(fault.until());
                        case FLIP -> list;
                    };
                }
            }
            return list;
        });
    }

    private <T> Mono<T> faulty(Operation operation, FilePath where, Mono<T> call, int count) {
        Mono<T> faulty = call;
        for (Fault fault : faults) {
            if (concerns(fault, operation, count)) {
                faulty = switch (fault.sort()) {
                    case FAIL_BEFORE -> Mono.error(failure(fault, where));
                    case FAIL_AFTER -> faulty.then(Mono.error(() -> failure(fault, where)));
                    case DELAY -> faulty.delaySubscription(fault.until());
                    case FLIP -> faulty;
                };
            }
        }
        return faulty;
    }

    private static boolean concerns(Fault fault, Operation operation, int count) {
        return fault.operation() == operation && fault.which().test(count);
    }

    private static TransferException failure(Fault fault, FilePath where) {
        return new TransferException(fault.kind(), where.value(), "made to fail by the test");
    }

    private static void flip(Chunk chunk) {
        if (chunk.length() > 0) {
            chunk.bytes().put(0, (byte) (chunk.bytes().get(0) ^ 1));
        }
    }

    private Faults with(Fault fault) {
        faults.add(fault);
        return this;
    }

    private AtomicInteger counter(Operation operation) {
        return java.util.Objects.requireNonNull(counts.get(operation));
    }
}
