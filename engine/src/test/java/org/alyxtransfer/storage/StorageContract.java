package org.alyxtransfer.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.storage.MemoryBudget.ArenaShape;
import org.alyxtransfer.storage.Storage.OnExisting;
import org.alyxtransfer.storage.Storage.Start;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

/**
 * What every {@link Storage} does; a subclass says where it is. Includes what every {@link FileSource} does.
 *
 * <p>An adapter's test:
 *
 * <pre>{@code
 * class JcifsStorageTest extends StorageContract {
 *     @Override
 *     protected Storage storage(MemoryBudget budget) {
 *         return samba.share("transfer", budget);
 *     }
 * }
 * }</pre>
 */
public abstract class StorageContract extends FileSourceContract {
    private Storage storage;
    private int chunkBytes;

    /**
     * Another instance at each call, over the same place: what one has written the other sees, as if it were another
     * process. The subclass ends what it has started.
     */
    protected abstract Storage storage(MemoryBudget budget);

    /** A storage that may not be written to: a read-only share, a folder without permission. */
    protected Optional<Storage> unwritable(MemoryBudget memory) {
        return Optional.empty();
    }

    /** A storage with less than 8 MiB of space. */
    protected Optional<Storage> tiny(MemoryBudget memory) {
        return Optional.empty();
    }

    @Override
    protected FileSource source() {
        return storage(budget);
    }

    @Override
    protected void seed(FilePath path, byte[] content, Instant modified) {
        StagedFile staged = await(stage(storage(budget), staging(path), content, modified));
        awaitEmpty(storage(budget).publish(staged, path, OnExisting.REPLACE));
    }

    @BeforeEach
    void openStorage() {
        storage = storage(budget);
        chunkBytes = await(storage.limits()).chunkBytes();
        assertThat(budget.limitBytes())
                .as("budgetBytes() must hold four chunks")
                .isGreaterThanOrEqualTo(4L * chunkBytes);
    }

    // --- writing ---

    @Test
    void aFileIsStoredByteForByteWithItsTime() {
        byte[] content = bytes(chunkBytes + chunkBytes / 2 + 3);

        StagedFile staged = await(stage(storage, at(".s1"), content, A_TIME));
        awaitEmpty(storage.publish(staged, at("alf/probe00/spikes.times.npy"), OnExisting.FAIL));

        assertThat(staged).isEqualTo(new StagedFile(at(".s1"), content.length));
        assertThat(contentOf(storage, at("alf/probe00/spikes.times.npy"))).isEqualTo(content);
        FileStat stat = await(storage.stat(at("alf/probe00/spikes.times.npy")));
        assertThat(stat.size()).isEqualTo(content.length);
        assertThat(stat.modified()).isEqualTo(A_TIME);
    }

    @Test
    void anEmptyFileIsStored() {
        put(at("empty"), new byte[0]);

        assertThat(await(storage.stat(at("empty"))).size()).isZero();
        assertThat(contentOf(storage, at("empty"))).isEmpty();
    }

    @Test
    void aFileOfManyMoreChunksThanTheBudgetHoldsIsStored() {
        int chunks = Math.toIntExact(budget.limitBytes() / chunkBytes) * 2 + 3;
        byte[] content = bytes(chunks * chunkBytes - 1);

        put(at("many"), content);

        assertThat(contentOf(storage, at("many"))).isEqualTo(content);
    }

    @Test
    void smallerChunksThanTheStorageLikesAreWritten() {
        byte[] content = bytes(10_007);

        put(at("pieces"), content, 1000);

        assertThat(contentOf(storage, at("pieces"))).isEqualTo(content);
    }

    @Test
    void chunksMayArriveInAnyOrder() {
        byte[] content = bytes(8 * 1000);
        List<Integer> order = new ArrayList<>(IntStream.range(0, 8).boxed().toList());
        Collections.shuffle(order, random);

        StagedFile staged =
                await(staging(storage, target(at(".s"), content.length), Start.FRESH, file -> Flux.fromIterable(order)
                        .concatMap(i -> write(file, content, i * 1000, 1000), 1)
                        .then(file.stage())));
        awaitEmpty(storage.publish(staged, at("shuffled"), OnExisting.FAIL));

        assertThat(contentOf(storage, at("shuffled"))).isEqualTo(content);
    }

    @Test
    void writesMayOverlapInTime() {
        byte[] content = bytes(64 * 1000);

        StagedFile staged =
                await(staging(storage, target(at(".s"), content.length), Start.FRESH, file -> Flux.range(0, 64)
                        .flatMap(i -> write(file, content, i * 1000, 1000), 16, 1)
                        .then(file.stage())));
        awaitEmpty(storage.publish(staged, at("overlapping"), OnExisting.FAIL));

        assertThat(contentOf(storage, at("overlapping"))).isEqualTo(content);
    }

    @Test
    void aWriteIsRepeatable() {
        byte[] content = bytes(3000);

        StagedFile staged =
                await(staging(storage, target(at(".s"), 3000), Start.FRESH, file -> write(file, content, 0, 1500)
                        .then(write(file, content, 1500, 1500))
                        .then(write(file, content, 0, 1500))
                        .then(file.stage())));
        awaitEmpty(storage.publish(staged, at("twice"), OnExisting.FAIL));

        assertThat(contentOf(storage, at("twice"))).isEqualTo(content);
    }

    @Test
    void flushKeepsWhatTheLimitsPromise() {
        byte[] content = bytes(5000);
        boolean durable = await(storage.limits()).flush() == Limits.Flush.DURABLE;

        long seenElsewhere =
                await(staging(storage, target(at(".s"), 5000), Start.FRESH, file -> write(file, content, 0, 5000)
                        .then(file.flush())
                        .then(durable ? storage(budget).stat(at(".s")).map(FileStat::size) : Mono.just(5000L))));

        assertThat(seenElsewhere).isEqualTo(5000);
    }

    @Test
    void stagingAFileOfWhichTheEndIsMissingFails() {
        Kind kind = failure(
                        staging(storage, target(at(".s"), 2000), Start.FRESH, file -> write(file, bytes(2000), 0, 1000)
                                .then(file.stage())))
                .kind();

        assertThat(kind).isEqualTo(Kind.CORRUPT);
    }

    @Test
    void aFreshStartForgetsWhatWasStaged() {
        await(stage(storage, at(".s"), bytes(5000), A_TIME));
        byte[] content = bytes(100);

        StagedFile staged = await(stage(storage, at(".s"), content, A_TIME));
        awaitEmpty(storage.publish(staged, at("fresh"), OnExisting.FAIL));

        assertThat(contentOf(storage, at("fresh"))).isEqualTo(content);
    }

    @Test
    void aResumedFileKeepsItsBytesAndTellsHowMany() {
        byte[] content = bytes(3000);
        awaitEmpty(staging(storage, target(at(".s"), 3000), Start.FRESH, file -> write(file, content, 0, 1000)
                .then(file.flush())));

        Storage elsewhere = storage(budget);
        StagedFile staged = await(staging(elsewhere, target(at(".s"), 3000), Start.RESUME, file -> {
            assertThat(file.sizeAtStart()).isEqualTo(1000);
            return write(file, content, 1000, 2000).then(file.stage());
        }));
        awaitEmpty(elsewhere.publish(staged, at("resumed"), OnExisting.FAIL));

        assertThat(contentOf(storage, at("resumed"))).isEqualTo(content);
    }

    @Test
    void resumingNothingStartsAtZero() {
        byte[] content = bytes(10);

        long sizeAtStart =
                await(staging(storage, target(at("new/.s"), 10), Start.RESUME, file -> write(file, content, 0, 10)
                        .thenReturn(file.sizeAtStart())));

        assertThat(sizeAtStart).isZero();
    }

    // --- small files in one call ---

    @Test
    void putSmallStagesAWholeFile() {
        smallFilesArrive(storage);
    }

    @Test
    void putSmallWorksThroughItsDefaultToo() {
        smallFilesArrive(new PlainStorage(storage));
    }

    private void smallFilesArrive(Storage through) {
        for (int size : new int[] {0, 1, 1000, chunkBytes}) {
            byte[] content = bytes(size);
            FilePath path = at("small-" + size);

            StagedFile staged = await(through.putSmall(target(staging(path), size), chunk -> filled(chunk, content)));
            assertThat(awaitEmpty(storage.stat(path))).isTrue();
            awaitEmpty(through.publish(staged, path, OnExisting.FAIL));

            assertThat(staged.size()).isEqualTo(size);
            assertThat(contentOf(storage, path)).isEqualTo(content);
            assertThat(await(storage.stat(path)).modified()).isEqualTo(A_TIME);
        }
    }

    @Test
    void putSmallWhoseSourceFailsStagesNothingForGood() {
        for (Storage through : List.of(storage, new PlainStorage(storage))) {
            Kind kind = failure(through.putSmall(target(at(".s"), 10), chunk -> Mono.error(gone())))
                    .kind();

            assertThat(kind).isEqualTo(Kind.SOURCE_CHANGED);
            awaitEmpty(storage.discard(at(".s")));
            assertThat(awaitEmpty(storage.stat(at(".s")))).isTrue();
        }
    }

    @Test
    void putSmallReplacesAnEarlierAttempt() {
        for (Storage through : List.of(storage, new PlainStorage(storage))) {
            await(stage(storage, at(".s"), bytes(5000), A_TIME));
            byte[] content = bytes(10);

            await(through.putSmall(target(at(".s"), 10), chunk -> filled(chunk, content)));

            assertThat(contentOf(storage, at(".s"))).isEqualTo(content);
        }
    }

    // --- publishing ---

    @Test
    void nothingIsSeenUnderTheFinalNameBeforePublishing() {
        StagedFile staged = await(stage(storage, at("folder/.s"), bytes(10), A_TIME));

        assertThat(awaitEmpty(storage.stat(at("folder/file")))).isTrue();
        awaitEmpty(storage.publish(staged, at("folder/file"), OnExisting.FAIL));
        assertThat(await(storage.stat(at("folder/file"))).size()).isEqualTo(10);
        assertThat(awaitEmpty(storage.stat(at("folder/.s")))).isTrue();
    }

    @Test
    void anotherProcessPublishesWhatWasStagedHere() {
        byte[] content = bytes(2000);
        StagedFile staged = await(stage(storage, at(".s"), content, A_TIME));

        awaitEmpty(storage(budget).publish(new StagedFile(staged.path(), staged.size()), at("x/y"), OnExisting.FAIL));

        assertThat(contentOf(storage, at("x/y"))).isEqualTo(content);
    }

    @Test
    void publishingIsRepeatable() {
        byte[] content = bytes(2000);
        StagedFile staged = await(stage(storage, at(".s"), content, A_TIME));

        awaitEmpty(storage.publish(staged, at("file"), OnExisting.FAIL));
        awaitEmpty(storage.publish(staged, at("file"), OnExisting.FAIL));
        awaitEmpty(storage.publish(staged, at("file"), OnExisting.REPLACE));

        assertThat(contentOf(storage, at("file"))).isEqualTo(content);
    }

    @Test
    void publishingNothingFails() {
        put(at("other-size"), bytes(5));

        assertThat(failure(storage.publish(new StagedFile(at(".gone"), 10), at("file"), OnExisting.FAIL))
                        .kind())
                .isEqualTo(Kind.NOT_FOUND);
        assertThat(failure(storage.publish(new StagedFile(at(".gone"), 10), at("other-size"), OnExisting.REPLACE))
                        .kind())
                .isEqualTo(Kind.NOT_FOUND);
    }

    @Test
    void aTakenNameIsKeptWhenAskedTo() {
        byte[] first = bytes(100);
        put(at("file"), first);
        byte[] second = bytes(100); // of the same size: only bytes tell them apart
        StagedFile staged = await(stage(storage, at(".s"), second, A_TIME));

        Kind kind =
                failure(storage.publish(staged, at("file"), OnExisting.FAIL)).kind();

        assertThat(kind).isEqualTo(Kind.EXISTS);
        assertThat(contentOf(storage, at("file"))).isEqualTo(first);
        assertThat(contentOf(storage, at(".s"))).isEqualTo(second);
    }

    @Test
    void aTakenNameIsReplacedWhenAskedTo() {
        put(at("file"), bytes(5000));
        byte[] second = bytes(70);
        StagedFile staged = await(stage(storage, at(".s"), second, A_TIME.plusSeconds(5)));

        awaitEmpty(storage.publish(staged, at("file"), OnExisting.REPLACE));

        assertThat(contentOf(storage, at("file"))).isEqualTo(second);
        assertThat(await(storage.stat(at("file"))).modified()).isEqualTo(A_TIME.plusSeconds(5));
        assertThat(awaitEmpty(storage.stat(at(".s")))).isTrue();
    }

    @Test
    void aFolderIsNeverReplacedByAFile() {
        put(at("folder/file"), bytes(5));
        StagedFile staged = await(stage(storage, at(".s"), bytes(5), A_TIME));

        assertThat(failure(storage.publish(staged, at("folder"), OnExisting.FAIL))
                        .isTemporary())
                .isFalse();
        assertThat(failure(storage.publish(staged, at("folder"), OnExisting.REPLACE))
                        .isTemporary())
                .isFalse();
        assertThat(await(storage.stat(at("folder/file"))).size()).isEqualTo(5);
    }

    @Test
    void manyFilesAtOnceFindTheirNewFolderMade() {
        assertThat(stagedIn(at("new/folder"))).hasSize(20).containsOnly(true);
    }

    @Test
    void manyFilesAtOnceBelowAFileAllFail() {
        put(at("file"), bytes(5));

        assertThat(stagedIn(at("file"))).hasSize(20).containsOnly(false);
    }

    private List<Boolean> stagedIn(FilePath folder) {
        return await(Flux.range(0, 20)
                .flatMap(
                        i -> stage(storage, folder.resolve(".s" + i), bytes(5), A_TIME)
                                .map(staged -> true)
                                .onErrorReturn(TransferException.class, false),
                        20,
                        1)
                .collectList());
    }

    @Test
    void ofTwoThatPublishToOneNameOneWins() {
        List<StagedFile> staged = IntStream.range(0, 6)
                .mapToObj(i -> await(stage(storage, at(".s" + i), bytes(100 + i), A_TIME)))
                .toList();

        List<Boolean> won = awaitAll(Flux.fromIterable(staged)
                .flatMap(
                        file -> storage(budget)
                                .publish(file, at("contested"), OnExisting.FAIL)
                                .thenReturn(true)
                                .onErrorResume(
                                        e -> e instanceof org.alyxtransfer.dataset.TransferException known
                                                && known.kind() == Kind.EXISTS,
                                        e -> Mono.just(false)),
                        6,
                        1));

        assertThat(won).hasSize(6);
        assertThat(won.stream().filter(yes -> yes)).hasSize(1);
    }

    @Test
    void namesThatDifferInCaseOnlyClashWhereTheLimitsSaySo() {
        byte[] first = bytes(10);
        byte[] second = bytes(20);
        put(at("Trials.Table.npy"), first);
        StagedFile staged = await(stage(storage, at(".s"), second, A_TIME));

        if (await(storage.limits()).ignoresCase()) {
            assertThat(failure(storage.publish(staged, at("trials.table.npy"), OnExisting.FAIL))
                            .kind())
                    .isEqualTo(Kind.EXISTS);
            assertThat(contentOf(storage, at("TRIALS.table.npy"))).isEqualTo(first);
        } else {
            awaitEmpty(storage.publish(staged, at("trials.table.npy"), OnExisting.FAIL));
            assertThat(contentOf(storage, at("trials.table.npy"))).isEqualTo(second);
            assertThat(contentOf(storage, at("Trials.Table.npy"))).isEqualTo(first);
        }
    }

    @Test
    void theReadBackSeesWhatWasStored() {
        byte[] content = bytes(7000);
        StagedFile staged = await(stage(storage, at(".s"), content, A_TIME));

        byte[] read = await(Mono.usingWhen(storage.openForReadBack(staged), file -> wholeOf(file), SourceFile::close));

        assertThat(read).isEqualTo(content);
    }

    // --- errors, cancel, discard ---

    @Test
    void anErrorMidwayLeavesNothingUnderTheFinalName() {
        put(at("file"), bytes(50));

        Kind kind = failure(
                        staging(storage, target(at(".s"), 2000), Start.FRESH, file -> write(file, bytes(2000), 0, 1000)
                                .then(file.chunk(1000, 1000))
                                .then(Mono.error(gone()))))
                .kind();

        assertThat(kind).isEqualTo(Kind.SOURCE_CHANGED);
        assertThat(await(storage.stat(at("file"))).size()).isEqualTo(50);
        assertThat(budget.reservedBytes()).as("the forgotten chunk").isZero();
        awaitEmpty(storage.discard(at(".s")));
        assertThat(awaitEmpty(storage.stat(at(".s")))).isTrue();
    }

    @Test
    void discardWaitsForWritesInFlight() {
        for (int i = 0; i < 20; i++) {
            StagingFile file = await(storage.openStaged(target(at(".s"), chunkBytes), Start.FRESH));
            byte[] content = bytes(chunkBytes);
            awaitEmpty(Flux.merge(write(file, content, 0, chunkBytes).thenReturn("written"), Mono.just("cut short"))
                    .next());

            awaitEmpty(storage.discard(at(".s")));

            assertThat(awaitEmpty(storage(budget).stat(at(".s")))).isTrue();
            awaitEmpty(file.close());
            assertThat(awaitEmpty(storage(budget).stat(at(".s")))).isTrue();
        }
    }

    @Test
    void closingAfterACancelBringsAllMemoryBackAndKeepsTheStagingFile() {
        for (int i = 0; i < 20; i++) {
            awaitEmpty(staging(storage, target(at(".s"), 4L * 1000), Start.FRESH, file -> Flux.merge(
                            Flux.range(0, 4)
                                    .flatMap(part -> write(file, bytes(4000), part * 1000, 1000), 4, 1)
                                    .then(Mono.just("written")),
                            Mono.just("cut short"))
                    .next()));

            assertThat(budget.reservedBytes()).isZero();
        }
        assertThat(await(storage.stat(at(".s"))).isFile()).isTrue();
    }

    @Test
    void aCancelledOpenLeavesNoMemoryBehind() {
        for (int i = 0; i < 20; i++) {
            StepVerifier.create(storage.openStaged(target(at(".s"), 10), Start.FRESH)
                            .subscribeOn(Schedulers.parallel()))
                    .thenCancel()
                    .verify(PATIENCE);
        }

        org.awaitility.Awaitility.await().atMost(PATIENCE).until(() -> budget.reservedBytes() == 0);
        put(at("file"), bytes(10));
        assertThat(await(storage.stat(at("file"))).size()).isEqualTo(10);
    }

    @Test
    void discardingNothingIsFine() {
        awaitEmpty(storage.discard(at(".nothing")));
        awaitEmpty(storage.discard(at("no/folder/.nothing")));

        assertThat(awaitEmpty(storage.stat(at("no")))).isTrue();
    }

    @Test
    void anotherProcessDiscardsWhatWasStagedHere() {
        await(stage(storage, at(".s"), bytes(10), A_TIME));

        awaitEmpty(storage(budget).discard(at(".s")));

        assertThat(awaitEmpty(storage.stat(at(".s")))).isTrue();
    }

    @Test
    void noChunkAfterClosing() {
        StagingFile file = await(storage.openStaged(target(at(".s"), 10), Start.FRESH));
        awaitEmpty(file.close());
        awaitEmpty(file.close());

        StepVerifier.create(file.chunk(0, 10)).expectError().verify(PATIENCE);
    }

    @Test
    void writingAClosedFileFails() {
        StagingFile file = await(storage.openStaged(target(at(".s"), 10), Start.FRESH));
        awaitEmpty(file.close());

        Throwable failure = Assertions.catchThrowable(() -> awaitEmpty(Mono.usingWhen(
                budget.admit(new ArenaShape(10, 128, false, 1)),
                arena -> arena.take(0, 10).flatMap(file::write),
                Arena::close)));

        assertThat(failure).isInstanceOf(RuntimeException.class).isNotInstanceOf(AssertionError.class);
        assertThat(await(storage(budget).stat(at(".s"))).size()).isZero();
    }

    @Test
    void removeTakesAFileAwayAndNothingElse() {
        put(at("folder/a"), bytes(1));
        put(at("folder/b"), bytes(2));

        awaitEmpty(storage.remove(at("folder/a")));
        awaitEmpty(storage.remove(at("folder/a")));
        awaitEmpty(storage.remove(at("no/folder")));

        assertThat(awaitEmpty(storage.stat(at("folder/a")))).isTrue();
        assertThat(await(storage.stat(at("folder/b"))).size()).isEqualTo(2);
    }

    @Test
    void anEmptyFolderCanBeRemovedAndAFullOneStays() {
        put(at("folder/below/a"), bytes(1));

        assertThat(await(storage.removeFolder(at("folder/below")))).isFalse();
        assertThat(await(storage.stat(at("folder/below/a"))).size()).isEqualTo(1);

        awaitEmpty(storage.remove(at("folder/below/a")));
        if (await(storage.removeFolder(at("folder/below")))) { // jcifs-ng cannot, and says so
            assertThat(awaitEmpty(storage.stat(at("folder/below")))).isTrue();
            assertThat(await(storage.removeFolder(at("folder/below")))).isTrue();
        }
    }

    // --- many at once, leases, refusals ---

    @Test
    void manyFilesAreStoredAtOnceWithinTheBudget() {
        int files = 3 * Math.toIntExact(Math.min(20, 2 * budget.limitBytes() / chunkBytes));
        List<byte[]> contents = IntStream.range(0, files)
                .mapToObj(i -> bytes(1 + random.nextInt(20_000)))
                .toList();

        awaitEmpty(Flux.range(0, files)
                .flatMap(
                        i -> stage(storage, at("many/.s" + i), contents.get(i), A_TIME)
                                .flatMap(staged -> storage.publish(staged, at("many/f" + i), OnExisting.FAIL)),
                        files,
                        1)
                .then());

        for (int i = 0; i < files; i++) {
            assertThat(contentOf(storage, at("many/f" + i))).isEqualTo(contents.get(i));
        }
    }

    @Test
    void aLeaseIsExclusiveUntilReleased() {
        put(at("session/file"), bytes(1));
        Storage elsewhere = storage(budget);
        Lease lease = await(storage.lease(at("session")));
        awaitEmpty(lease.confirm());

        assertThat(failure(elsewhere.lease(at("session"))).kind()).isEqualTo(Kind.BUSY);
        assertThat(failure(storage.lease(at("session"))).kind()).isEqualTo(Kind.BUSY);
        awaitEmpty(await(elsewhere.lease(at("other"))).release());
        awaitEmpty(lease.release());
        awaitEmpty(lease.release());
        Lease next = await(elsewhere.lease(at("session")));
        awaitEmpty(lease.release());

        assertThat(failure(storage.lease(at("session"))).kind()).isEqualTo(Kind.BUSY);
        awaitEmpty(next.release());
    }

    @Test
    void aLeaseDoesNotKeepItsHolderFromWriting() {
        Lease lease = await(storage.lease(at("session")));

        put(at("session/file"), bytes(5));
        awaitEmpty(lease.release());

        assertThat(await(storage.stat(at("session/file"))).size()).isEqualTo(5);
        assertThat(awaitAll(storage.list(at("session"))))
                .extracting(FileStat::path)
                .filteredOn(path -> !path.name().startsWith("."))
                .containsExactly(at("session/file"));
    }

    @Test
    void freeSpaceIsPositiveWhereItIsKnown() {
        Long free = storage.freeBytes().subscribeOn(Schedulers.parallel()).block(PATIENCE);

        assertThat(free == null || free > 0).isTrue();
    }

    @Test
    void anUnwritablePlaceIsDenied() {
        Optional<Storage> unwritable = unwritable(budget);
        assumeTrue(unwritable.isPresent(), "no unwritable storage of this kind here");

        assertThat(failure(stage(unwritable.get(), at(".s"), bytes(10), A_TIME)).kind())
                .isEqualTo(Kind.DENIED);
        assertThat(failure(unwritable.get().putSmall(target(at(".s"), 10), chunk -> filled(chunk, bytes(10))))
                        .kind())
                .isEqualTo(Kind.DENIED);
    }

    @Test
    void aFullPlaceIsSaidToBeFull() {
        Optional<Storage> tiny = tiny(budget);
        assumeTrue(tiny.isPresent(), "no tiny storage of this kind here");

        assertThat(failure(stage(tiny.get(), at(".s"), bytes(12 << 20), A_TIME)).kind())
                .isEqualTo(Kind.FULL);
        awaitEmpty(tiny.get().discard(at(".s")));
        assertThat(awaitEmpty(tiny.get().stat(at(".s")))).isTrue();
    }

    /** The place ends within the one piece that the file is sent in. */
    @Test
    void aPlaceThatASmallFileFillsUpIsSaidToBeFull() {
        Optional<Storage> tiny = tiny(budget);
        assumeTrue(tiny.isPresent(), "no tiny storage of this kind here");
        Storage place = tiny.get();
        await(place.putSmall(target(at(".room"), 32 << 10), chunk -> filled(chunk, bytes(32 << 10))));
        awaitEmpty(stage(place, at(".rest"), bytes(12 << 20), A_TIME).onErrorComplete()); // takes all that is left
        awaitEmpty(place.discard(at(".room")));

        Kind kind = failure(place.putSmall(target(at(".s"), 60_000), chunk -> filled(chunk, bytes(60_000))))
                .kind();
        awaitEmpty(place.discard(at(".s")));

        assertThat(kind).isEqualTo(Kind.FULL);
        assertThat(awaitEmpty(place.stat(at(".s")))).isTrue();
        awaitEmpty(place.discard(at(".rest")));
    }

    // --- tools for facts ---

    /** The storage of this test. */
    protected final Storage opened() {
        return storage;
    }

    protected final void put(FilePath path, byte[] content) {
        put(path, content, chunkBytes);
    }

    private void put(FilePath path, byte[] content, int piece) {
        StagedFile staged = await(staging(
                storage, target(staging(path), content.length), Start.FRESH, file -> writeAll(file, content, piece, 4)
                        .then(file.flush())
                        .then(file.stage())));
        awaitEmpty(storage.publish(staged, path, OnExisting.FAIL));
    }

    /** Writes, flushes and stages the content. */
    protected final Mono<StagedFile> stage(Storage into, FilePath path, byte[] content, Instant modified) {
        return Mono.zip(into.limits(), Mono.just(new StagingTarget(path, content.length, modified)))
                .flatMap(both -> staging(into, both.getT2(), Start.FRESH, file -> writeAll(
                                file,
                                content,
                                both.getT1().chunkBytes(),
                                both.getT1().writesInFlight())
                        .then(file.flush())
                        .then(file.stage())));
    }

    protected static <T> Mono<T> staging(
            Storage into, StagingTarget target, Start start, Function<StagingFile, Mono<T>> use) {
        return Mono.usingWhen(into.openStaged(target, start), use, StagingFile::close);
    }

    protected static StagingTarget target(FilePath staging, long size) {
        return new StagingTarget(staging, size, A_TIME);
    }

    private static Mono<Void> writeAll(StagingFile file, byte[] content, int piece, int inFlight) {
        int pieces = Math.max(1, (content.length + piece - 1) / piece);
        return Flux.range(0, pieces)
                .flatMap(i -> write(file, content, i * piece, Math.min(piece, content.length - i * piece)), inFlight, 1)
                .then();
    }

    protected static Mono<Void> write(StagingFile file, byte[] content, int offset, int length) {
        return file.chunk(offset, length)
                .flatMap(chunk -> filled(chunk, content).flatMap(file::write).doFinally(end -> chunk.giveBack()));
    }

    private static Mono<Chunk> filled(Chunk chunk, byte[] content) {
        return Mono.fromSupplier(() -> {
            chunk.bytes().put(content, Math.toIntExact(chunk.offset()), chunk.length());
            return chunk;
        });
    }

    private static FilePath staging(FilePath path) {
        return path.sibling(".staging-" + Integer.toHexString(path.value().hashCode()));
    }

    private static RuntimeException gone() {
        return new org.alyxtransfer.dataset.TransferException(
                Kind.SOURCE_CHANGED, "source", "became shorter while it was read");
    }
}
