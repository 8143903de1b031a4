package org.alyxtransfer.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.storage.MemoryBudget.ArenaShape;
import org.alyxtransfer.storage.Storage.OnExisting;
import org.alyxtransfer.storage.Storage.Start;
import org.assertj.core.api.Assertions;
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
public abstract class StorageContract extends PublishingContract {
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
}
