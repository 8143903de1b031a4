package org.alyxtransfer.storage.layer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.storage.Arena;
import org.alyxtransfer.storage.Chunk;
import org.alyxtransfer.storage.MemoryBudget;
import org.alyxtransfer.storage.MemoryBudget.ArenaShape;
import org.alyxtransfer.storage.SourceFile;
import org.alyxtransfer.storage.StagingTarget;
import org.alyxtransfer.storage.Storage.OnExisting;
import org.alyxtransfer.storage.memory.MemoryStorage;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

/** What is repeated, how often, and what is not. */
class RetryingStorageTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Instant A_TIME = Instant.parse("2022-01-15T10:20:30Z");
    private static final RetryPolicy THREE_TIMES = new RetryPolicy(3, Duration.ofMillis(1), Duration.ofMillis(2));
    private static final FilePath FILE = FilePath.of("file");

    private final MemoryBudget budget = new MemoryBudget(1 << 20);
    private final MemoryStorage memory = new MemoryStorage(budget);
    private final Faults faults = new Faults();
    private final List<Kind> retries = new ArrayList<>();
    private final RetryingStorage storage =
            new RetryingStorage(new FaultyStorage(memory, faults), THREE_TIMES, failure -> retries.add(failure.kind()));

    @AfterEach
    void everyByteOfMemoryIsBack() {
        assertThat(budget.reservedBytes()).isZero();
    }

    @Test
    void noTryComesBeforeTheServerAskedForIt() {
        TransferException busy =
                new TransferException(Kind.THROTTLED, "file", "too many requests", null, Duration.ofSeconds(7));
        AtomicInteger tries = new AtomicInteger();
        Mono<String> call = Mono.defer(() -> tries.incrementAndGet() == 1 ? Mono.error(busy) : Mono.just("done"));

        StepVerifier.withVirtualTime(
                        () -> THREE_TIMES.around(call, any -> true, failure -> retries.add(failure.kind())))
                .expectSubscription()
                .expectNoEvent(Duration.ofSeconds(7))
                .thenAwait(Duration.ofMillis(2))
                .expectNext("done")
                .verifyComplete();

        assertThat(retries).containsExactly(Kind.THROTTLED);
    }

    @Test
    void aPassingFailureIsRepeatedAndTold() {
        put(FILE, 10);
        faults.fail(Operation.STAT, count -> count <= 2, Kind.DISCONNECTED);

        StepVerifier.create(storage.stat(FILE))
                .expectNextCount(1)
                .expectComplete()
                .verify(PATIENCE);

        assertThat(faults.count(Operation.STAT)).isEqualTo(3);
        assertThat(retries).containsExactly(Kind.DISCONNECTED, Kind.DISCONNECTED);
    }

    @Test
    void aLastingFailureIsNotRepeated() {
        for (Kind kind : Kind.values()) {
            if (kind.isTemporary()) {
                continue;
            }
            Faults lasting = new Faults().fail(Operation.STAT, Faults.always(), kind);
            RetryingStorage once = new RetryingStorage(new FaultyStorage(memory, lasting), THREE_TIMES);

            StepVerifier.create(once.stat(FILE)).verifyErrorMatches(e -> kindOf(e) == kind);

            assertThat(lasting.count(Operation.STAT)).isEqualTo(1);
        }
    }

    @Test
    void inTheEndTheFailureItselfIsTold() {
        faults.fail(Operation.STAT, Faults.always(), Kind.UNREACHABLE);

        StepVerifier.create(storage.stat(FILE)).verifyErrorMatches(e -> kindOf(e) == Kind.UNREACHABLE);

        assertThat(faults.count(Operation.STAT)).isEqualTo(3);
    }

    @Test
    void everyOperationHasTheWholeBudget() {
        faults.fail(Operation.WRITE, count -> count % 3 != 0, Kind.TIMEOUT);

        put(FILE, 10 * 64 * 1024);

        assertThat(faults.count(Operation.WRITE)).isEqualTo(30);
    }

    @Test
    void aSessionHeldByAnotherIsToldAtOnce() {
        faults.fail(Operation.LEASE, Faults.always(), Kind.BUSY);

        StepVerifier.create(storage.lease(FILE)).verifyErrorMatches(e -> kindOf(e) == Kind.BUSY);

        assertThat(faults.count(Operation.LEASE)).isEqualTo(1);
    }

    @Test
    void publishingWhoseAnswerWasLostIsDone() {
        StagingTarget target = new StagingTarget(FilePath.of(".s"), 10, A_TIME);
        faults.loseAnswer(Operation.PUBLISH, Faults.nth(1), Kind.DISCONNECTED);

        StepVerifier.create(storage.putSmall(target, Mono::just)
                        .flatMap(staged -> storage.publish(staged, FILE, OnExisting.FAIL)))
                .expectComplete()
                .verify(PATIENCE);

        assertThat(faults.count(Operation.PUBLISH)).isEqualTo(2);
        StepVerifier.create(memory.stat(FILE)).expectNextCount(1).verifyComplete();
    }

    @Test
    void aListThatBrokeOffIsNotBegunAgain() {
        put(FILE, 10);
        faults.loseAnswer(Operation.LIST, Faults.nth(1), Kind.DISCONNECTED);
        faults.fail(Operation.LIST, Faults.nth(2), Kind.DISCONNECTED);

        StepVerifier.create(storage.list(FilePath.ROOT))
                .expectNextCount(1)
                .verifyErrorMatches(e -> kindOf(e) == Kind.DISCONNECTED);
        StepVerifier.create(storage.list(FilePath.ROOT)).expectNextCount(1).verifyComplete();

        assertThat(faults.count(Operation.LIST)).isEqualTo(3);
    }

    @Test
    void aSmallFileIsFilledOnceHoweverOftenItIsSent() {
        for (int size : new int[] {10, RetryingStorage.REMEMBERED}) {
            Faults twice = new Faults().loseAnswer(Operation.PUT_SMALL, count -> count <= 2, Kind.TIMEOUT);
            RetryingStorage sending = new RetryingStorage(new FaultyStorage(memory, twice), THREE_TIMES);
            AtomicInteger fillings = new AtomicInteger();

            StepVerifier.create(sending.putSmall(
                            new StagingTarget(FilePath.of(".s"), size, A_TIME),
                            chunk -> Mono.fromSupplier(() -> marked(chunk, fillings.incrementAndGet()))))
                    .expectNextCount(1)
                    .expectComplete()
                    .verify(PATIENCE);

            assertThat(twice.count(Operation.PUT_SMALL)).isEqualTo(3);
            assertThat(fillings).hasValue(1);
            assertThat(firstByte(FilePath.of(".s"))).isEqualTo((byte) 1);
        }
    }

    @Test
    void aSmallFileTooLargeToRememberIsFilledOnceToo() {
        MemoryBudget larger = new MemoryBudget(8 << 20);
        MemoryStorage roomy = new MemoryStorage(
                larger,
                new org.alyxtransfer.storage.Limits(
                        1 << 20,
                        1,
                        1,
                        1,
                        org.alyxtransfer.storage.Limits.Flush.DURABLE,
                        org.alyxtransfer.storage.Limits.Wire.OPEN,
                        false));
        faults.fail(Operation.WRITE, count -> count <= 2, Kind.DISCONNECTED);
        RetryingStorage sending = new RetryingStorage(new FaultyStorage(roomy, faults), THREE_TIMES);
        AtomicInteger fillings = new AtomicInteger();

        StepVerifier.create(sending.putSmall(
                        new StagingTarget(FilePath.of(".s"), 500_000, A_TIME),
                        chunk -> Mono.fromSupplier(() -> marked(chunk, fillings.incrementAndGet()))))
                .expectNextCount(1)
                .expectComplete()
                .verify(PATIENCE);

        assertThat(faults.count(Operation.WRITE)).isEqualTo(3);
        assertThat(fillings).hasValue(1);
        assertThat(larger.reservedBytes()).isZero();
    }

    @Test
    void aSmallFileWhoseSourceGaveUpIsNotAskedForAgain() {
        AtomicInteger fillings = new AtomicInteger();

        StepVerifier.create(storage.putSmall(new StagingTarget(FilePath.of(".s"), 10, A_TIME), chunk -> {
                    fillings.incrementAndGet();
                    return Mono.error(new TransferException(Kind.DISCONNECTED, "source", "gave up"));
                }))
                .verifyErrorMatches(e -> kindOf(e) == Kind.DISCONNECTED);

        assertThat(fillings).hasValue(1);
        assertThat(retries).isEmpty();
    }

    @Test
    void aSmallFileWhoseDestinationFailsBeforeItIsFilledIsPutAgain() {
        faults.fail(Operation.PUT_SMALL, Faults.nth(1), Kind.UNREACHABLE);

        StepVerifier.create(storage.putSmall(new StagingTarget(FilePath.of(".s"), 10, A_TIME), Mono::just))
                .expectNextCount(1)
                .expectComplete()
                .verify(PATIENCE);

        assertThat(faults.count(Operation.PUT_SMALL)).isEqualTo(2);
    }

    @Test
    void aReadThatLostItsConnectionOpensTheFileAnew() {
        put(FILE, 1000);
        faults.fail(Operation.READ, Faults.nth(1), Kind.DISCONNECTED);

        assertThat(firstByte(storage, FILE)).isEqualTo((byte) 7);

        assertThat(faults.count(Operation.OPEN)).isEqualTo(2);
    }

    @Test
    void closingAFileWhoseServerIsGoneDoesNotOpenItOnceMore() {
        put(FILE, 1000);
        faults.fail(Operation.READ, Faults.always(), Kind.DISCONNECTED);

        Throwable failure = Assertions.catchThrowable(() -> firstByte(storage, FILE));

        assertThat(kindOf(failure)).isEqualTo(Kind.DISCONNECTED);
        assertThat(faults.count(Operation.OPEN)).isEqualTo(3);
    }

    @Test
    void readsThatFailTogetherShareOneNewOpening() {
        put(FILE, 1000);
        faults.fail(Operation.READ, count -> count <= 4, Kind.DISCONNECTED);
        Sinks.Empty<Void> allAreUnderWay = Sinks.empty();
        faults.hold(Operation.READ, count -> count <= 4, allAreUnderWay.asMono());

        Mono<Void> reads = Mono.usingWhen(
                storage.open(FILE),
                file -> Mono.usingWhen(
                        budget.admit(new ArenaShape(100, 0, false, 4)),
                        arena -> Flux.range(0, 4)
                                .flatMap(i -> arena.take(i * 100L, 100).flatMap(file::read), 4, 1)
                                .doOnNext(Chunk::giveBack)
                                .then(),
                        Arena::close),
                SourceFile::close);
        StepVerifier.create(reads)
                .then(() -> {
                    assertThat(faults.count(Operation.READ)).isEqualTo(4);
                    allAreUnderWay.tryEmitEmpty().orThrow();
                })
                .expectComplete()
                .verify(PATIENCE);

        assertThat(faults.count(Operation.OPEN)).isEqualTo(2);
    }

    @Test
    void aFileThatChangedMeanwhileIsNotReadOn() {
        put(FILE, 1000);
        faults.fail(Operation.READ, Faults.nth(1), Kind.DISCONNECTED);
        SourceFile open = Objects.requireNonNull(storage.open(FILE).block(PATIENCE));
        put(FILE, 999);

        Mono<Chunk> read = Mono.usingWhen(
                budget.admit(new ArenaShape(100, 0, false, 1)),
                arena -> arena.take(0, 100).flatMap(open::read),
                Arena::close);
        StepVerifier.create(read).verifyErrorMatches(e -> kindOf(e) == Kind.SOURCE_CHANGED);
        StepVerifier.create(open.close()).verifyComplete();
    }

    private void put(FilePath path, int size) {
        int chunkBytes = MemoryStorage.DEFAULT_LIMITS.chunkBytes();
        StagingTarget target = new StagingTarget(FilePath.of(".put"), size, A_TIME);
        Mono<Void> put = Mono.usingWhen(
                        storage.openStaged(target, org.alyxtransfer.storage.Storage.Start.FRESH),
                        file -> Flux.range(0, (size + chunkBytes - 1) / chunkBytes)
                                .concatMap(
                                        i -> file.chunk(
                                                        (long) i * chunkBytes,
                                                        Math.min(chunkBytes, size - i * chunkBytes))
                                                .map(chunk -> marked(chunk, 7))
                                                .flatMap(chunk ->
                                                        file.write(chunk).doFinally(end -> chunk.giveBack())),
                                        1)
                                .then(file.stage()),
                        org.alyxtransfer.storage.StagingFile::close)
                .flatMap(staged -> memory.publish(staged, path, OnExisting.REPLACE));
        StepVerifier.create(put).expectComplete().verify(PATIENCE);
    }

    private static Chunk marked(Chunk chunk, int mark) {
        chunk.bytes().put(0, (byte) mark);
        return chunk;
    }

    private byte firstByte(FilePath path) {
        return firstByte(memory, path);
    }

    private byte firstByte(org.alyxtransfer.storage.FileSource source, FilePath path) {
        return firstByte(source.open(path));
    }

    private byte firstByte(Mono<SourceFile> open) {
        Mono<Byte> first = Mono.usingWhen(
                open,
                file -> Mono.usingWhen(
                        budget.admit(new ArenaShape(1, 0, false, 1)),
                        arena -> arena.take(0, 1).flatMap(file::read).map(chunk -> chunk.bytes()
                                .get(0)),
                        Arena::close),
                SourceFile::close);
        return Objects.requireNonNull(first.block(PATIENCE));
    }

    private static Kind kindOf(Throwable failure) {
        assertThat(failure).isInstanceOf(TransferException.class);
        return ((TransferException) failure).kind();
    }
}
