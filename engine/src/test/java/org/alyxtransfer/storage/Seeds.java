package org.alyxtransfer.storage;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.storage.Storage.OnExisting;
import org.alyxtransfer.storage.Storage.Start;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Puts files into storages and reads them back, for tests that need some there. */
public final class Seeds {
    public static final Instant TIME = Instant.parse("2022-01-11T09:00:00Z");
    private static final int PIECE = 32 * 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Seeds() {}

    /** Stores the bytes as a published file. */
    public static void put(Storage storage, String path, byte[] content) {
        FilePath target = FilePath.of(path);
        stage(storage, target.sibling(".seed"), content)
                .flatMap(staged -> storage.publish(staged, target, OnExisting.REPLACE))
                .block(PATIENCE);
    }

    /** Leaves the bytes as a staging file, as an interrupted copy would. */
    public static void leaveStaged(Storage storage, FilePath staging, byte[] content) {
        stage(storage, staging, content).block(PATIENCE);
    }

    private static Mono<StagedFile> stage(Storage storage, FilePath staging, byte[] content) {
        StagingTarget target = new StagingTarget(staging, content.length, TIME);
        return Mono.usingWhen(
                storage.openStaged(target, Start.FRESH),
                file -> Flux.range(0, (content.length + PIECE - 1) / PIECE)
                        .concatMap(i -> write(file, content, i * PIECE))
                        .then(Mono.defer(file::stage)),
                StagingFile::close);
    }

    private static Mono<Void> write(StagingFile file, byte[] content, int offset) {
        int length = Math.min(PIECE, content.length - offset);
        return file.chunk(offset, length).flatMap(chunk -> {
            chunk.bytes().put(content, offset, length);
            return file.write(chunk).doFinally(end -> chunk.giveBack());
        });
    }

    /** All bytes of a file. */
    public static byte[] read(FileSource source, FilePath path, MemoryBudget budget) {
        byte[] content = Mono.usingWhen(
                        source.open(path),
                        file -> Mono.usingWhen(
                                budget.admit(new MemoryBudget.ArenaShape(PIECE, 0, false, 1)),
                                arena -> read(file, arena),
                                Arena::close),
                        SourceFile::close)
                .block(PATIENCE);
        return Objects.requireNonNull(content, "a read file has content");
    }

    private static Mono<byte[]> read(SourceFile file, Arena arena) {
        int size = Math.toIntExact(file.stat().size());
        byte[] content = new byte[size];
        return Flux.range(0, (size + PIECE - 1) / PIECE)
                .concatMap(i -> arena.take((long) i * PIECE, Math.min(PIECE, size - i * PIECE)))
                .concatMap(file::read, 1)
                .doOnNext(chunk -> {
                    chunk.bytes().get(content, (int) chunk.offset(), chunk.length());
                    chunk.giveBack();
                })
                .then(Mono.fromSupplier(() -> Arrays.copyOf(content, size)));
    }
}
