package org.alyxtransfer.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.storage.MemoryBudget.ArenaShape;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.Exceptions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

/**
 * What every {@link FileSource} does. A subclass gives the source and puts files into it.
 *
 * <p>All facts lie below a folder of their own ({@link #at}), so that one place may serve all tests. Everything is
 * subscribed to on a CPU thread, where BlockHound sees blocking calls. After each fact the memory budget must be whole
 * again.
 */
public abstract class FileSourceContract {
    protected static final Duration PATIENCE = Duration.ofSeconds(30);
    protected static final Instant A_TIME = Instant.parse("2022-01-15T10:20:30Z");
    private static final int PIECE = 64 * 1024;
    private static final long BUDGET = 8L << 20;
    private static final AtomicInteger PLACES = new AtomicInteger();

    private final FilePath place = FilePath.of("place-" + PLACES.incrementAndGet());
    private final long seed = Long.getLong("test.seed", System.nanoTime());

    /** The memory of one test. Budgets much larger than what the test moves are no use: they hide leaks. */
    protected final MemoryBudget budget = new MemoryBudget(budgetBytes());

    protected final Random random = new Random(seed);

    /** The source under test; asked once for each test. */
    protected abstract FileSource source();

    /** Puts a file, and its folders, where the source finds it; replaces what was there. Whole seconds suffice. */
    protected abstract void seed(FilePath path, byte[] content, Instant modified);

    /** Whether {@link FileSource#list} works; {@code UNSUPPORTED} is expected otherwise. */
    protected boolean canList() {
        return true;
    }

    /** Bytes of the budget; a few chunks of the storage under test. */
    protected long budgetBytes() {
        return BUDGET;
    }

    private FileSource source;

    @BeforeEach
    void openSource() {
        System.out.println(getClass().getSimpleName() + ": -Dtest.seed=" + seed);
        source = source();
    }

    @AfterEach
    void everyByteOfMemoryIsBack() {
        assertThat(budget.reservedBytes()).as("bytes still lent or promised").isZero();
    }

    // --- what is there ---

    @Test
    void statTellsSizeTimeAndType() {
        seed(at("alf/trials.table.pqt"), bytes(1234), A_TIME);

        FileStat stat = await(source.stat(at("alf/trials.table.pqt")));

        assertThat(stat.path()).isEqualTo(at("alf/trials.table.pqt"));
        assertThat(stat.type()).isEqualTo(FileStat.Type.FILE);
        assertThat(stat.size()).isEqualTo(1234);
        assertThat(stat.modified()).isEqualTo(A_TIME);
    }

    @Test
    void statOfNothingIsEmpty() {
        seed(at("file"), bytes(1), A_TIME);

        assertThat(awaitEmpty(source.stat(at("nothing")))).isTrue();
        assertThat(awaitEmpty(source.stat(at("no/folder/either")))).isTrue();
        assertThat(awaitEmpty(source.stat(at("file/below")))).isTrue();
    }

    @Test
    void statOfAFolderSaysSo() {
        assumeTrue(canList(), "a source without folders");
        seed(at("folder/file"), bytes(1), A_TIME);

        FileStat stat = await(source.stat(at("folder")));

        assertThat(stat.isDirectory()).isTrue();
        assertThat(stat.size()).isZero();
    }

    @Test
    void limitsStayTheSame() {
        assertThat(await(source.limits())).isEqualTo(await(source.limits()));
    }

    @Test
    void theNameHoldsNoCredentials() {
        assertThat(source.name()).isNotBlank().doesNotContain("@");
    }

    // --- listing ---

    @Test
    void listGivesTheDirectEntriesOnly() {
        seed(at("a.npy"), bytes(3), A_TIME);
        seed(at("alf/b.npy"), bytes(4), A_TIME);
        seed(at("alf/probe00/c.npy"), bytes(5), A_TIME);
        if (!canList()) {
            assertThat(failure(source.list(at("alf"))).kind()).isEqualTo(Kind.UNSUPPORTED);
            return;
        }

        List<FileStat> entries = awaitAll(source.list(at("alf")));

        assertThat(entries).extracting(FileStat::path).containsExactlyInAnyOrder(at("alf/b.npy"), at("alf/probe00"));
        assertThat(entries)
                .extracting(FileStat::type)
                .containsExactlyInAnyOrder(FileStat.Type.FILE, FileStat.Type.DIRECTORY);
        assertThat(entries)
                .filteredOn(FileStat::isFile)
                .extracting(FileStat::size)
                .containsExactly(4L);
    }

    @Test
    void listOfNothingFailsAndIsNotEmpty() {
        assumeTrue(canList(), "a source without folders");
        seed(at("file"), bytes(1), A_TIME);

        assertThat(failure(source.list(at("nothing"))).kind()).isEqualTo(Kind.NOT_FOUND);
        assertThat(failure(source.list(at("file"))).isTemporary()).isFalse();
    }

    @Test
    void aLongListIsStreamedAndCanBeCutShort() {
        assumeTrue(canList(), "a source without folders");
        for (int i = 0; i < 300; i++) {
            seed(at("long/file." + i), bytes(1), A_TIME);
        }

        StepVerifier.create(source.list(at("long")).subscribeOn(Schedulers.parallel()), 1)
                .expectNextCount(1)
                .thenRequest(2)
                .expectNextCount(2)
                .thenCancel()
                .verify(PATIENCE);

        assertThat(awaitAll(source.list(at("long"))))
                .extracting(FileStat::path)
                .doesNotHaveDuplicates()
                .hasSize(300);
    }

    @Test
    void oddNamesAreFoundListedAndRead() {
        List<FilePath> paths = oddNames().stream().map(this::at).toList();
        for (FilePath path : paths) {
            seed(path, path.value().getBytes(java.nio.charset.StandardCharsets.UTF_8), A_TIME);
        }

        for (FilePath path : paths) {
            assertThat(new String(contentOf(source, path), java.nio.charset.StandardCharsets.UTF_8))
                    .isEqualTo(path.value());
            if (canList()) {
                assertThat(awaitAll(source.list(path.parent())))
                        .extracting(FileStat::path)
                        .contains(path);
            }
        }
    }

    /** Names that must work; a subclass may leave out what its server forbids, with the reason. */
    protected List<String> oddNames() {
        return List.of(
                "#2023-01-01#/spikes.times.npy",
                "with space/two  spaces.csv",
                "_ibl_trials.table~[x]+=@(1),;!$&'.pqt",
                "percent%20%2F%.npy",
                "umläut-é-日本/ñ.npy",
                ".hidden",
                "no-extension",
                "n".repeat(255 - 37 - 4) + ".npy");
    }

    // --- reading ---

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

    // --- tools for facts ---

    /** A path in this test's own folder. */
    protected final FilePath at(String relative) {
        return place.resolve(relative);
    }

    protected final byte[] bytes(int size) {
        byte[] content = new byte[size];
        random.nextBytes(content);
        return content;
    }

    protected static <T> T await(Mono<T> mono) {
        T value = mono.subscribeOn(Schedulers.parallel()).block(PATIENCE);
        assertThat(value).as("the value of " + mono).isNotNull();
        return java.util.Objects.requireNonNull(value);
    }

    /** Whether it completed without a value. */
    protected static boolean awaitEmpty(Mono<?> mono) {
        return mono.subscribeOn(Schedulers.parallel()).block(PATIENCE) == null;
    }

    protected static <T> List<T> awaitAll(Flux<T> flux) {
        return await(flux.collectList());
    }

    /** The failure, which must be a {@link TransferException}. */
    protected static TransferException failure(org.reactivestreams.Publisher<?> publisher) {
        Throwable failure =
                Assertions.catchThrowable(() -> awaitEmpty(Flux.from(publisher).then()));
        assertThat(failure).as("a failure of " + publisher).isNotNull();
        if (Exceptions.isMultiple(failure)) { // several of the test's own writes failed at once
            return TransferException.from(failure, "several");
        }
        assertThat(failure).isInstanceOf(TransferException.class);
        return (TransferException) failure;
    }

    protected final <T> T reading(
            FileSource from, FilePath path, java.util.function.Function<SourceFile, Mono<T>> use) {
        T value = Mono.usingWhen(from.open(path), use, SourceFile::close)
                .subscribeOn(Schedulers.parallel())
                .block(PATIENCE);
        return java.util.Objects.requireNonNull(value, "nothing came of reading " + path);
    }

    protected final byte[] contentOf(FileSource from, FilePath path) {
        return awaitBytes(Mono.usingWhen(from.open(path), this::wholeOf, SourceFile::close));
    }

    private static byte[] awaitBytes(Mono<byte[]> mono) {
        return await(mono);
    }

    protected final Mono<byte[]> wholeOf(SourceFile file) {
        int size = Math.toIntExact(file.stat().size());
        byte[] whole = new byte[size];
        int pieces = Math.max(1, (size + PIECE - 1) / PIECE);
        return Mono.usingWhen(
                        budget.admit(new ArenaShape(PIECE, 0, true, 1)),
                        arena -> Flux.range(0, pieces)
                                .concatMap(
                                        i -> readInto(
                                                file,
                                                arena,
                                                (long) i * PIECE,
                                                Math.min(PIECE, size - i * PIECE),
                                                whole),
                                        1)
                                .then(),
                        Arena::close)
                .thenReturn(whole);
    }

    /** Reads one range into its place in {@code whole}. */
    protected static Mono<Void> readInto(SourceFile file, Arena arena, long offset, int length, byte[] whole) {
        return arena.take(offset, length).flatMap(chunk -> file.read(chunk)
                .doOnNext(filled -> copy(filled, whole))
                .doFinally(end -> chunk.giveBack())
                .then());
    }

    private static void copy(Chunk chunk, byte[] whole) {
        ByteBuffer bytes = chunk.bytes();
        assertThat(bytes.remaining()).isEqualTo(chunk.length());
        bytes.get(whole, Math.toIntExact(chunk.offset()), chunk.length());
    }
}
