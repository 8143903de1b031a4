package org.alyxtransfer.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.storage.Storage.OnExisting;
import reactor.core.publisher.Mono;

/** Writes files of a seeded content through a storage, and looks at them behind its back. */
public final class RoundTrip {
    private static final Instant A_TIME = Instant.parse("2022-01-15T10:20:30Z");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private RoundTrip() {}

    /** Whether a small and a larger file arrive in the share's folder byte for byte. */
    public static boolean succeeds(Path folder, Storage storage, String name) throws IOException {
        for (int size : new int[] {5_000, 700_001}) {
            byte[] content = bytes(size);
            StagedFile staged = stored(storage, ".s", content);
            storage.publish(staged, FilePath.of(name), OnExisting.REPLACE).block(PATIENCE);
            if (!Arrays.equals(Files.readAllBytes(folder.resolve(name)), content)) {
                return false;
            }
        }
        return true;
    }

    public static StagedFile stored(Storage storage, String path, byte[] content) {
        Limits limits = Objects.requireNonNull(storage.limits().block(PATIENCE));
        StagingTarget target = new StagingTarget(FilePath.of(path), content.length, A_TIME);
        Mono<StagedFile> staged = content.length <= limits.chunkBytes()
                ? storage.putSmall(target, chunk -> filled(chunk, content))
                : Pieces.stage(storage, target, content, limits);
        return Objects.requireNonNull(staged.block(PATIENCE));
    }

    /** What a storage gives back for a file. */
    public static byte[] read(Storage storage, String path, int size, MemoryBudget budget) {
        byte[] content = new byte[size];
        Mono.usingWhen(
                        storage.open(FilePath.of(path)),
                        file -> Mono.usingWhen(
                                budget.admit(new MemoryBudget.ArenaShape(size, 0, false, 1)),
                                arena -> arena.take(0, size).flatMap(file::read).doOnNext(chunk -> {
                                    chunk.bytes().get(content);
                                    chunk.giveBack();
                                }),
                                Arena::close),
                        SourceFile::close)
                .block(PATIENCE);
        return content;
    }

    public static byte[] bytes(int size) {
        byte[] content = new byte[size];
        new Random(size).nextBytes(content);
        return content;
    }

    private static Mono<Chunk> filled(Chunk chunk, byte[] content) {
        return Mono.fromSupplier(() -> {
            chunk.bytes().put(content, Math.toIntExact(chunk.offset()), chunk.length());
            return chunk;
        });
    }
}
