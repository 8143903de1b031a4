package org.alyxtransfer.cli.bench;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.SplittableRandom;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.storage.Chunk;
import org.alyxtransfer.storage.FileSource;
import org.alyxtransfer.storage.FileStat;
import org.alyxtransfer.storage.Limits;
import org.alyxtransfer.storage.SourceFile;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A file that exists in memory only, under whatever path it is asked for: noise that no server can compress, another one
 * for each path and offset.
 *
 * @param size in bytes
 */
record MadeUpFile(long size) implements FileSource {
    private static final int CHUNK = 1 << 20;
    private static final byte[] NOISE = noise();

    @Override
    public String name() {
        return "memory:";
    }

    @Override
    public Mono<Limits> limits() {
        return Mono.just(new Limits(CHUNK, 1, 1, 64, Limits.Flush.CLOSE_ONLY, Limits.Wire.PROTECTED, false));
    }

    @Override
    public Mono<FileStat> stat(FilePath path) {
        return Mono.fromSupplier(() -> described(path));
    }

    @Override
    public Flux<FileStat> list(FilePath directory) {
        return Flux.empty();
    }

    @Override
    public Mono<SourceFile> open(FilePath path) {
        return Mono.fromSupplier(() -> new Open(described(path), path.hashCode()));
    }

    private FileStat described(FilePath path) {
        return new FileStat(path, FileStat.Type.FILE, size, Instant.EPOCH);
    }

    private static byte[] noise() {
        byte[] bytes = new byte[2 * CHUNK];
        new SplittableRandom(1).nextBytes(bytes);
        return bytes;
    }

    private record Open(FileStat stat, int salt) implements SourceFile {
        @Override
        public int readsInFlight() {
            return 1;
        }

        @Override
        public Mono<Chunk> read(Chunk chunk) {
            return Mono.fromSupplier(() -> fill(chunk));
        }

        private Chunk fill(Chunk chunk) {
            ByteBuffer bytes = chunk.bytes();
            long where = salt + chunk.offset();
            while (bytes.hasRemaining()) {
                int from = (int) Math.floorMod((where * 0x9E3779B97F4A7C15L) >>> 11, (long) CHUNK);
                int length = Math.min(bytes.remaining(), CHUNK);
                bytes.put(NOISE, from, length);
                where += length;
            }
            return chunk;
        }

        @Override
        public Mono<FileStat> statAgain() {
            return Mono.just(stat);
        }

        @Override
        public Mono<Void> close() {
            return Mono.empty();
        }
    }
}
