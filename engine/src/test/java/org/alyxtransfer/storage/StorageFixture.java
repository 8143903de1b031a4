package org.alyxtransfer.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.storage.Storage.OnExisting;
import org.alyxtransfer.storage.Storage.Start;
import org.junit.jupiter.api.BeforeEach;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What the facts about a {@link Storage} are told with; a subclass says where it is. */
abstract class StorageFixture extends FileSourceContract {
    Storage storage; // of this test
    int chunkBytes;

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

    /** As finely as it keeps when a file was changed. */
    protected Duration timeStep() {
        return Duration.ofNanos(100);
    }

    /** The storage of this test. */
    protected final Storage opened() {
        return storage;
    }

    protected final void put(FilePath path, byte[] content) {
        put(path, content, chunkBytes);
    }

    void put(FilePath path, byte[] content, int piece) {
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

    static Mono<Void> writeAll(StagingFile file, byte[] content, int piece, int inFlight) {
        int pieces = Math.max(1, (content.length + piece - 1) / piece);
        return Flux.range(0, pieces)
                .flatMap(i -> write(file, content, i * piece, Math.min(piece, content.length - i * piece)), inFlight, 1)
                .then();
    }

    protected static Mono<Void> write(StagingFile file, byte[] content, int offset, int length) {
        return file.chunk(offset, length)
                .flatMap(chunk -> filled(chunk, content).flatMap(file::write).doFinally(end -> chunk.giveBack()));
    }

    static Mono<Chunk> filled(Chunk chunk, byte[] content) {
        return Mono.fromSupplier(() -> {
            chunk.bytes().put(content, Math.toIntExact(chunk.offset()), chunk.length());
            return chunk;
        });
    }

    static FilePath staging(FilePath path) {
        return path.sibling(".staging-" + Integer.toHexString(path.value().hashCode()));
    }

    static RuntimeException gone() {
        return new org.alyxtransfer.dataset.TransferException(
                Kind.SOURCE_CHANGED, "source", "became shorter while it was read");
    }
}
