package org.alyxtransfer.cli.bench;

import org.alyxtransfer.storage.Arena;
import org.alyxtransfer.storage.Chunk;
import org.alyxtransfer.storage.ForgetfulStorage;
import org.alyxtransfer.storage.Limits;
import org.alyxtransfer.storage.MemoryBudget;
import org.alyxtransfer.storage.MemoryBudget.ArenaShape;
import org.alyxtransfer.storage.StagedFile;
import org.alyxtransfer.storage.StagingFile;
import org.alyxtransfer.storage.StagingTarget;
import reactor.core.publisher.Mono;

/** Takes every byte and keeps none: measures how fast a source can be read. */
public final class Nowhere implements ForgetfulStorage {
    private static final int CHUNK = 1 << 20;
    private static final int CHUNKS = 8;
    private static final int FILES = 64;

    private final MemoryBudget memory;

    public Nowhere(MemoryBudget memory) {
        this.memory = memory;
    }

    @Override
    public String name() {
        return "null:";
    }

    @Override
    public Mono<Limits> limits() {
        return Mono.just(
                new Limits(CHUNK, CHUNKS, CHUNKS, FILES, Limits.Flush.CLOSE_ONLY, Limits.Wire.PROTECTED, false));
    }

    @Override
    public Mono<StagingFile> openStaged(StagingTarget target, Start start) {
        return memory.admit(new ArenaShape(CHUNK, 0, true, CHUNKS)).map(arena -> new Sink(target, arena));
    }

    private record Sink(StagingTarget target, Arena arena) implements StagingFile {
        @Override
        public long sizeAtStart() {
            return 0;
        }

        @Override
        public Mono<Chunk> chunk(long offset, int length) {
            return arena.take(offset, length);
        }

        @Override
        public Mono<Void> write(Chunk chunk) {
            return Mono.empty();
        }

        @Override
        public Mono<Void> flush() {
            return Mono.empty();
        }

        @Override
        public Mono<StagedFile> stage() {
            return arena.close().thenReturn(new StagedFile(target.path(), target.size()));
        }

        @Override
        public Mono<Void> close() {
            return arena.close();
        }
    }
}
