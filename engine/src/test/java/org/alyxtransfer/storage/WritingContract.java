package org.alyxtransfer.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.storage.Storage.OnExisting;
import org.alyxtransfer.storage.Storage.Start;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** How every {@link Storage} takes a file's bytes under its staging name. */
abstract class WritingContract extends StorageFixture {
    @Test
    void aFileIsStoredByteForByteWithItsTime() {
        byte[] content = bytes(chunkBytes + chunkBytes / 2 + 3);

        Instant time = A_TIME.plus(timeStep().multipliedBy(7));
        StagedFile staged = await(stage(storage, at(".s1"), content, time));
        awaitEmpty(storage.publish(staged, at("alf/probe00/spikes.times.npy"), OnExisting.FAIL));

        assertThat(staged).isEqualTo(new StagedFile(at(".s1"), content.length));
        assertThat(contentOf(storage, at("alf/probe00/spikes.times.npy"))).isEqualTo(content);
        FileStat stat = await(storage.stat(at("alf/probe00/spikes.times.npy")));
        assertThat(stat.size()).isEqualTo(content.length);
        assertThat(stat.modified()).isEqualTo(time);
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
}
