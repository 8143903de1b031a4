package org.alyxtransfer.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.storage.MemoryBudget.ArenaShape;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What every {@link FileSource} does; a subclass gives the source and puts files into it. */
public abstract class FileSourceContract extends FileListingContract {
    @Test
    void openOfNothingFails() {
        assertThat(failure(source.open(at("nothing")).flux()).kind()).isEqualTo(Kind.NOT_FOUND);
        assertThat(failure(source.open(at("no/folder")).flux()).kind()).isEqualTo(Kind.NOT_FOUND);
    }

    @Test
    void openOfAFolderFailsForGood() {
        seed(at("folder/file"), bytes(1), A_TIME);

        assertThat(failure(source.open(at("folder")).flux()).isTemporary()).isFalse();
    }

    @Test
    void aWholeFileIsReadByteForByte() {
        byte[] content = bytes(3 * PIECE + 17);
        seed(at("file"), content, A_TIME);

        assertThat(contentOf(source, at("file"))).isEqualTo(content);
    }

    @Test
    void anEmptyFileIsRead() {
        seed(at("empty"), new byte[0], A_TIME);

        assertThat(await(source.stat(at("empty"))).size()).isZero();
        assertThat(contentOf(source, at("empty"))).isEmpty();
    }

    @Test
    void theOpenFileTellsSizeAndTime() {
        seed(at("file"), bytes(99), A_TIME);

        FileStat stat = reading(source, at("file"), file -> Mono.just(file.stat()));

        assertThat(stat.size()).isEqualTo(99);
        assertThat(stat.modified()).isEqualTo(A_TIME);
    }

    @Test
    void rangesAreReadInAnyOrderAndOverlappingInTime() {
        byte[] content = bytes(10 * 4000 + 1);
        seed(at("file"), content, A_TIME);
        List<Integer> starts = new ArrayList<>(List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9));
        Collections.shuffle(starts, random);

        byte[] read = reading(source, at("file"), file -> {
            assumeTrue(file.readsInFlight() > 1, "a server that ignores ranges");
            byte[] whole = new byte[content.length];
            whole[content.length - 1] = content[content.length - 1];
            return Mono.usingWhen(
                            budget.admit(new ArenaShape(4000, 0, false, 4)),
                            arena -> Flux.fromIterable(starts)
                                    .flatMap(i -> readInto(file, arena, i * 4000L, 4000, whole), 4, 1)
                                    .then(),
                            Arena::close)
                    .thenReturn(whole);
        });

        assertThat(read).isEqualTo(content);
    }

    @Test
    void bytesLandBehindTheHeadroomInDirectAndInHeapMemory() {
        byte[] content = bytes(777);
        seed(at("file"), content, A_TIME);

        for (boolean direct : new boolean[] {true, false}) {
            byte[] read = reading(source, at("file"), file -> {
                byte[] whole = new byte[777];
                return Mono.usingWhen(
                                budget.admit(new ArenaShape(1000, 96, direct, 1)),
                                arena -> readInto(file, arena, 0, 777, whole),
                                Arena::close)
                        .thenReturn(whole);
            });

            assertThat(read).isEqualTo(content);
        }
    }

    @Test
    void aSourceThatBecameShorterIsSaidToHaveChanged() {
        seed(at("file"), bytes(100_000), A_TIME);
        SourceFile open = await(source.open(at("file")));
        boolean shortened = shortenInPlace(at("file"), 70_000);
        if (!shortened) {
            awaitEmpty(open.close());
        }
        assumeTrue(shortened, "this source's files are only ever replaced");

        assertThat(failure(secondHalf(open, new byte[100_000])).kind()).isEqualTo(Kind.SOURCE_CHANGED);
    }

    @Test
    void aSourceThatWasReplacedNeverMixesOldAndNewBytes() {
        byte[] old = bytes(100_000);
        seed(at("file"), old, A_TIME);
        SourceFile open = await(source.open(at("file")));
        seed(at("file"), bytes(100_000), A_TIME.plusSeconds(60));

        byte[] read = old.clone();
        Throwable failure = Assertions.catchThrowable(() -> awaitEmpty(secondHalf(open, read)));

        if (failure == null) {
            assertThat(read).isEqualTo(old);
        } else {
            assertThat(failure).isInstanceOf(TransferException.class);
            assertThat(((TransferException) failure).kind()).isEqualTo(Kind.SOURCE_CHANGED);
        }
    }

    /** Cuts a file's end off while it is open; false where the source's files are only ever replaced. */
    protected boolean shortenInPlace(FilePath path, long size) {
        return false;
    }

    private Mono<Void> secondHalf(SourceFile open, byte[] whole) {
        return Mono.usingWhen(
                Mono.just(open),
                file -> Mono.usingWhen(
                        budget.admit(new ArenaShape(50_000, 0, false, 1)),
                        arena -> readInto(file, arena, 50_000, 50_000, whole),
                        Arena::close),
                SourceFile::close);
    }

    @Test
    void statAgainShowsAChange() {
        seed(at("file"), bytes(1000), A_TIME);

        SourceFile open = await(source.open(at("file")));
        seed(at("file"), bytes(1001), A_TIME.plusSeconds(60));

        boolean same = await(Mono.usingWhen(
                Mono.just(open), file -> file.statAgain().map(now -> now.sameContent(file.stat())), SourceFile::close));

        assertThat(same).isFalse();
    }

    @Test
    void statAgainOfAnUntouchedFileIsTheSame() {
        seed(at("file"), bytes(1000), A_TIME);

        boolean same = reading(source, at("file"), file -> file.statAgain().map(now -> now.sameContent(file.stat())));

        assertThat(same).isTrue();
    }

    @Test
    void aFileIsReadAndDescribedAsItIsWhateverSizeWasTold() {
        byte[] content = bytes(1000);
        seed(at("file"), content, A_TIME);
        FileStat seen = await(source.stat(at("file")));

        for (long told : new long[] {1000, 0, 999, 1001, 1 << 20}) {
            byte[] read = await(Mono.usingWhen(
                    source.openTold(at("file"), told),
                    file -> file.stat().sameContent(seen) ? wholeOf(file) : Mono.<byte[]>empty(),
                    SourceFile::close));

            assertThat(read).isEqualTo(content);
        }
    }

    @Test
    void aSmallFileAsItWasSeenIsReadAtOnce() {
        byte[] content = bytes(1000);
        seed(at("file"), content, A_TIME);

        assertThat(smallOf(await(source.stat(at("file"))))).isEqualTo(content);
    }

    @Test
    void aSmallFileThatIsNotAsItWasSeenIsNotTaken() {
        seed(at("file"), bytes(1000), A_TIME);
        FileStat seen = await(source.stat(at("file")));
        seed(at("file"), bytes(1000), A_TIME.plusSeconds(60));

        assertThat(failureOfSmall(seen)).isEqualTo(Kind.SOURCE_CHANGED);
    }

    @Test
    void aSmallFileThatIsGoneIsNotFound() {
        seed(at("file"), bytes(10), A_TIME);
        FileStat seen = await(source.stat(at("file")));

        assertThat(failureOfSmall(new FileStat(at("other"), FileStat.Type.FILE, seen.size(), seen.modified())))
                .isEqualTo(Kind.NOT_FOUND);
    }

    private Kind failureOfSmall(FileStat seen) {
        Throwable failure = Assertions.catchThrowable(() -> smallOf(seen));
        assertThat(failure).isInstanceOf(TransferException.class);
        return ((TransferException) failure).kind();
    }

    private byte[] smallOf(FileStat seen) {
        return await(Mono.usingWhen(
                budget.admit(new ArenaShape((int) seen.size(), 0, false, 1)),
                arena -> arena.take(0, (int) seen.size())
                        .flatMap(chunk -> source.getSmall(seen, chunk))
                        .map(chunk -> {
                            byte[] read = new byte[chunk.length()];
                            chunk.bytes().get(read);
                            return read;
                        }),
                Arena::close));
    }

    @Test
    void closingTwiceDoesNothingMore() {
        seed(at("file"), bytes(10), A_TIME);

        SourceFile file = await(source.open(at("file")));

        awaitEmpty(file.close());
        awaitEmpty(file.close());
    }

    @Test
    void readingAClosedFileFails() {
        seed(at("file"), bytes(10), A_TIME);
        SourceFile file = await(source.open(at("file")));
        awaitEmpty(file.close());

        Throwable failure = Assertions.catchThrowable(() -> awaitEmpty(Mono.usingWhen(
                budget.admit(new ArenaShape(10, 0, false, 1)),
                arena -> readInto(file, arena, 0, 10, new byte[10]),
                Arena::close)));

        assertThat(failure).isInstanceOf(RuntimeException.class).isNotInstanceOf(AssertionError.class);
    }

    @Test
    void aCancelledReadGivesItsMemoryBackInTheEnd() {
        seed(at("file"), bytes(PIECE), A_TIME);

        for (int i = 0; i < 20; i++) {
            reading(
                    source,
                    at("file"),
                    file -> Mono.usingWhen(
                            budget.admit(new ArenaShape(PIECE, 0, true, 1)),
                            arena -> Flux.merge(
                                            readInto(file, arena, 0, PIECE, new byte[PIECE])
                                                    .thenReturn("read"),
                                            Mono.just("cut short"))
                                    .next(),
                            Arena::close));
        }

        assertThat(contentOf(source, at("file"))).hasSize(PIECE);
    }

    @Test
    void manyFilesAreOpenAtOnce() {
        int files = Math.min(8, await(source.limits()).filesInFlight());
        for (int i = 0; i < files; i++) {
            seed(at("many/" + i), bytes(100 + i), A_TIME);
        }

        List<Long> sizes = awaitAll(Flux.range(0, files)
                .flatMap(
                        i -> Mono.usingWhen(
                                source.open(at("many/" + i)),
                                file -> Mono.just(file.stat().size()),
                                SourceFile::close),
                        files,
                        1));

        assertThat(sizes).hasSize(files).doesNotHaveDuplicates();
    }

    @Test
    void openingTwiceGivesTwoIndependentFiles() {
        byte[] content = bytes(5000);
        seed(at("file"), content, A_TIME);
        Mono<SourceFile> open = source.open(at("file"));

        SourceFile first = await(open);
        byte[] second = awaitBytes(Mono.usingWhen(open, file -> wholeOf(file), SourceFile::close));
        byte[] firstAfterwards = awaitBytes(Mono.usingWhen(Mono.just(first), file -> wholeOf(file), SourceFile::close));

        assertThat(second).isEqualTo(content);
        assertThat(firstAfterwards).isEqualTo(content);
    }
}
