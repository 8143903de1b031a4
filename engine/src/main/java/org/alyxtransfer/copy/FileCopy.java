package org.alyxtransfer.copy;

import com.google.errorprone.annotations.CheckReturnValue;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import org.alyxtransfer.copy.CopyStep.Moved;
import org.alyxtransfer.copy.CopyStep.Reached;
import org.alyxtransfer.copy.CopyStep.Verified;
import org.alyxtransfer.copy.FileDigest.Ranges;
import org.alyxtransfer.dataset.Checksum;
import org.alyxtransfer.dataset.Checksum.Algorithm;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.storage.Chunk;
import org.alyxtransfer.storage.FileSource;
import org.alyxtransfer.storage.FileStat;
import org.alyxtransfer.storage.Limits;
import org.alyxtransfer.storage.MemoryBudget;
import org.alyxtransfer.storage.SourceFile;
import org.alyxtransfer.storage.StagedFile;
import org.alyxtransfer.storage.StagingFile;
import org.alyxtransfer.storage.StagingTarget;
import org.alyxtransfer.storage.Storage;
import org.alyxtransfer.storage.Storage.Start;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Copies one file into a staging file and verifies it, in one pass: read, hash, write, flush, check.
 *
 * <p>The same code uploads (one read, many writes in flight) and downloads (many ranged reads): the limits of the two
 * storages decide. A failed or cancelled fresh copy leaves no staging file, a resumable one leaves it for the next
 * attempt. Hashing comes before writing, since a destination may seal the bytes in place.
 */
@CheckReturnValue
public final class FileCopy {
    private final MemoryBudget budget;
    private final Hashing hashing;

    /**
     * @param budget memory for reading back; the destination draws on the same one
     * @param cpu where the hashing runs
     */
    public FileCopy(MemoryBudget budget, Scheduler cpu) {
        this.budget = budget;
        this.hashing = Hashing.on(cpu);
    }

    /**
     * Steps of one copy, ending with {@link Verified}. Fails with {@code CORRUPT} when the bytes are not those expected,
     * {@code SOURCE_CHANGED} when the source changed meanwhile, and with whatever the storages fail with.
     */
    public Flux<CopyStep> copy(FileSource source, Storage destination, CopyRequest request) {
        return destination
                .limits()
                .flatMapMany(limits -> new Attempt(source, destination, request, limits).steps())
                .onErrorResume(
                        failure -> mayStartAfresh(request, failure),
                        failure -> copy(source, destination, request.fresh()));
    }

    /** The digest of a file where it lies. */
    public Mono<Checksum> digest(FileSource where, FilePath path, Algorithm algorithm) {
        return Mono.usingWhen(
                        where.open(path),
                        file -> new FileDigest(budget, hashing).of(file, Set.of(algorithm)),
                        SourceFile::close)
                .map(sums -> sums.iterator().next());
    }

    /** Bytes kept from an earlier attempt may be the wrong ones: once more without them, before giving up. */
    private static boolean mayStartAfresh(CopyRequest request, Throwable failure) {
        return request.start() == Start.RESUME && mayBeWrong(failure);
    }

    private static boolean isChanged(Throwable failure) {
        return failure instanceof TransferException known && known.kind() == Kind.SOURCE_CHANGED;
    }

    private static boolean mayBeWrong(Throwable failure) {
        return failure instanceof TransferException known
                && (known.kind() == Kind.CORRUPT || known.kind() == Kind.SOURCE_CHANGED);
    }

    /** One copy; state of one subscription. */
    private final class Attempt {
        private final FileSource source;
        private final Storage destination;
        private final CopyRequest request;
        private final Limits limits;
        private final Set<Algorithm> algorithms;
        private final AtomicReference<Verified> outcome = new AtomicReference<>();
        private final AtomicBoolean marked = new AtomicBoolean(); // something is worth keeping
        private volatile Verification verification;

        Attempt(FileSource source, Storage destination, CopyRequest request, Limits limits) {
            this.source = source;
            this.destination = destination;
            this.request = request;
            this.limits = limits;
            this.verification = request.verification();
            this.algorithms = EnumSet.noneOf(Algorithm.class);
            algorithms.addAll(request.algorithms());
            request.expected().map(Checksum::algorithm).ifPresent(algorithms::add);
            if (algorithms.isEmpty() && request.verification() == Verification.READ_BACK) {
                algorithms.add(Algorithm.MD5);
            }
        }

        Flux<CopyStep> steps() {
            return Flux.usingWhen(
                    Mono.just(this),
                    attempt -> staged().concatWith(Mono.defer(this::verified))
                            .onErrorMap(this::told), // several operations in flight may fail at once
                    attempt -> Mono.empty(),
                    (attempt, failure) -> cleanUp(failure),
                    attempt -> resumable() ? Mono.empty() : leaveNothing());
        }

        private Flux<CopyStep> staged() {
            return request.known()
                    .filter(known -> request.isSeen() && known.size() <= limits.chunkBytes())
                    .map(seen -> atOnce(seen).onErrorResume(FileCopy::isChanged, failure -> opened()))
                    .orElseGet(this::opened);
        }

        /** Touched since it was seen, as a file may well be, or really changed: the long way tells, and nothing is written yet. */
        private Flux<CopyStep> atOnce(FileStat seen) {
            StagingTarget target = new StagingTarget(request.staging(), seen.size(), seen.modified());
            return digesting(digests -> small(target, chunk -> source.getSmall(seen, chunk), digests, Mono::empty));
        }

        private Flux<CopyStep> opened() {
            Mono<SourceFile> file = request.known()
                    .map(told -> source.openTold(request.from(), told.size()))
                    .orElseGet(() -> source.open(request.from()));
            return Flux.usingWhen(file, this::stage, SourceFile::close);
        }

        private Flux<CopyStep> digesting(Function<Digests, Flux<CopyStep>> pass) {
            return Flux.using(() -> new Digests(algorithms, hashing), pass, Digests::close);
        }

        private Flux<CopyStep> stage(SourceFile file) {
            FileStat stat = file.stat();
            long expected = request.known().map(FileStat::size).orElse(stat.size());
            if (expected != stat.size()) {
                return Flux.error(new TransferException(
                        Kind.SOURCE_CHANGED,
                        where(),
                        "has " + stat.size() + " bytes where " + expected + " were expected; nothing was written"));
            }
            StagingTarget target = new StagingTarget(request.staging(), stat.size(), stat.modified());
            return digesting(digests -> stage(file, target, digests));
        }

        private Flux<CopyStep> stage(SourceFile file, StagingTarget target, Digests digests) {
            if (target.size() <= limits.chunkBytes()) {
                return small(target, file::read, digests, () -> requireUnchanged(file));
            }
            return new KeptPart(destination, request, limits, budget, hashing)
                    .prove(file, target, digests)
                    .thenMany(Flux.usingWhen(
                            destination.openStaged(target, request.start()),
                            staging -> write(file, target, staging, digests),
                            StagingFile::close));
        }

        private Flux<CopyStep> small(
                StagingTarget target,
                Function<Chunk, Mono<Chunk>> read,
                Digests digests,
                Supplier<Mono<Void>> lastLook) {
            return destination
                    .putSmall(target, chunk -> read.apply(chunk).flatMap(digests::update))
                    .flatMapMany(staged ->
                            Flux.<CopyStep>just(new Moved(target.size())).concatWith(ended(staged, digests, lastLook)));
        }

        private Flux<CopyStep> write(SourceFile file, StagingTarget target, StagingFile staging, Digests digests) {
            long there = staging.sizeAtStart();
            long from = request.kept().map(KeptBytes::bytes).orElse(there);
            if (there > target.size() || from > there) {
                return Flux.error(new TransferException(
                        Kind.CORRUPT, request.staging().value(), "holds " + there + " bytes, which cannot be"));
            }
            if (request.kept().filter(kept -> isOfOthers(kept, staging)).isPresent()) {
                return Flux.error(new TransferException(
                        Kind.CORRUPT, request.staging().value(), "was begun anew by somebody else since its mark"));
            }
            long every = roundedUp(request.markEvery(), limits.chunkBytes());
            digests.remember(from, every);
            Progress progress = new Progress(every, from, target.size());
            Flux<CopyStep> moved = new Ranges(from, target.size(), limits.chunkBytes())
                    .flux()
                    .flatMapSequential(
                            range -> staging.chunk(range.offset(), range.length())
                                    .flatMap(file::read),
                            file.readsInFlight(),
                            1)
                    .concatMap(digests::update, 1)
                    .flatMap(chunk -> write(staging, chunk, progress, digests), limits.writesInFlight(), 1);
            Mono<CopyStep> staged = Mono.defer(staging::flush)
                    .then(Mono.defer(staging::stage))
                    .flatMap(closed -> ended(closed, digests, () -> requireUnchanged(file)));
            return Flux.concat(moved, staged);
        }

        private boolean isOfOthers(KeptBytes kept, StagingFile staging) {
            return kept.isBelievedUnread(limits) && !kept.beginning().equals(staging.beginning());
        }

        /** Of a file that is gone on with, what its mark told: what is shown by now may be a time that nobody had set. */
        private String beginning(StagingFile staging) {
            return request.start() == Start.FRESH
                    ? staging.beginning()
                    : request.kept().map(KeptBytes::beginning).orElse("");
        }

        private void readBackWhenInDoubt(StagedFile staged) {
            if (!staged.isInDoubt()) {
                return;
            }
            if (algorithms.isEmpty()) {
                throw new TransferException(
                        Kind.DISCONNECTED,
                        where(),
                        "the connection broke, and without a digest nothing can be checked");
            }
            verification = Verification.READ_BACK;
        }

        private Flux<CopyStep> write(StagingFile staging, Chunk chunk, Progress progress, Digests digests) {
            long offset = chunk.offset();
            long bytes = chunk.length();
            return staging.write(chunk).doFinally(end -> chunk.giveBack()).thenMany(Flux.defer(() -> {
                OptionalLong due = progress.written(offset, bytes);
                Flux<CopyStep> moved = Flux.just(new Moved(bytes));
                return due.isEmpty() ? moved : moved.concatWith(mark(staging, due.getAsLong(), progress, digests));
            }));
        }

        /** Other writes go on meanwhile; the flush covers at least those that were acknowledged before it. */
        private Mono<CopyStep> mark(StagingFile staging, long bytes, Progress progress, Digests digests) {
            return staging.flush()
                    .then(Mono.defer(() -> Mono.justOrEmpty(digests.prefix(bytes))))
                    .filter(prefix -> !staging.isInDoubt()) // what a lost connection took with it, no flush brings back
                    .<CopyStep>map(prefix -> new Reached(bytes, prefix, beginning(staging)))
                    .doOnNext(reached -> marked.set(true))
                    .doOnTerminate(progress::flushed);
        }

        /** Ends the pass over the bytes: the digests, compared with what was expected, and a last look at the source. */
        private Mono<CopyStep> ended(StagedFile staged, Digests digests, Supplier<Mono<Void>> lastLook) {
            readBackWhenInDoubt(staged);
            return Mono.defer(() -> {
                Set<Checksum> sums = digests.finish();
                Mono<CopyStep> remembered = Mono.fromRunnable(() -> remember(staged, sums));
                boolean isExpected = request.expected().filter(sums::contains).isPresent();
                return isExpected
                        ? remembered
                        : lastLook.get().then(remembered); // no second look at what is as expected
            });
        }

        private void remember(StagedFile staged, Set<Checksum> sums) {
            require(sums, request.expected(), "arrived with");
            outcome.set(new Verified(staged, sums, verification));
        }

        private Mono<Void> requireUnchanged(SourceFile file) {
            return file.statAgain()
                    .filter(now -> now.sameContent(file.stat()))
                    .switchIfEmpty(Mono.error(() -> SourceFile.changed(request.from())))
                    .then();
        }

        /** The staging file is closed by now and its memory is back, so reading it cannot starve other files. */
        private Mono<CopyStep> verified() {
            Verified result = Objects.requireNonNull(outcome.get(), "a copy that ends well has an outcome");
            if (verification != Verification.READ_BACK) {
                return Mono.just(result);
            }
            Checksum handedOver = result.checksums().iterator().next();
            return Mono.usingWhen(
                            destination.openForReadBack(result.staged()),
                            file -> new FileDigest(budget, hashing).of(file, Set.of(handedOver.algorithm())),
                            SourceFile::close)
                    .map(sums -> {
                        require(sums, Optional.of(handedOver), "reads back with");
                        return result;
                    });
        }

        private void require(Set<Checksum> sums, Optional<Checksum> wanted, String how) {
            wanted.filter(sum -> !sums.contains(sum)).ifPresent(sum -> {
                throw new TransferException(
                        Kind.CORRUPT,
                        where(),
                        how + " " + sum.algorithm().javaName() + " " + sums + " where " + sum
                                + " was expected; nothing was published");
            });
        }

        private TransferException told(Throwable failure) {
            return TransferException.from(failure, where());
        }

        /** A resumable staging file stays after a failure that may pass; after another one nobody would go on with it. */
        private Mono<Void> cleanUp(Throwable failure) {
            boolean keep = resumable() && failure instanceof TransferException known && known.isTemporary();
            return keep ? Mono.empty() : leaveNothing();
        }

        /** A small file is sent in one piece: nothing of it is worth keeping. */
        private boolean resumable() {
            boolean kept = request.start() == Start.RESUME || marked.get();
            return kept && request.known().map(FileStat::size).orElse(Long.MAX_VALUE) > limits.chunkBytes();
        }

        private Mono<Void> leaveNothing() {
            return destination.discard(request.staging()).onErrorComplete();
        }

        private String where() {
            return request.from().value();
        }
    }

    /** Marks fall between chunks. */
    private static long roundedUp(long bytes, int chunk) {
        return (bytes + chunk - 1) / chunk * chunk;
    }
}
