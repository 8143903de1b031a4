package org.alyxtransfer.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.storage.MemoryBudget.ArenaShape;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import reactor.core.Exceptions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * What the facts about a {@link FileSource} are told with. A subclass gives the source and puts files into it.
 *
 * <p>All facts lie below a folder of their own ({@link #at}), so that one place may serve all tests. Everything is
 * subscribed to on a CPU thread, where BlockHound sees blocking calls. After each fact the memory budget must be whole
 * again.
 */
abstract class FileSourceFixture {
    protected static final Duration PATIENCE = Duration.ofSeconds(30);
    protected static final Instant A_TIME = Instant.parse("2022-01-15T10:20:30Z");
    static final int PIECE = 64 * 1024;
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

    FileSource source; // of this test

    @BeforeEach
    void openSource() {
        System.out.println(getClass().getSimpleName() + ": -Dtest.seed=" + seed);
        source = source();
    }

    @AfterEach
    void everyByteOfMemoryIsBack() {
        assertThat(budget.reservedBytes()).as("bytes still lent or promised").isZero();
    }

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

    static byte[] awaitBytes(Mono<byte[]> mono) {
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
