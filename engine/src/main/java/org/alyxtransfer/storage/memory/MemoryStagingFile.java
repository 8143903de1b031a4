package org.alyxtransfer.storage.memory;

import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.storage.Arena;
import org.alyxtransfer.storage.Chunk;
import org.alyxtransfer.storage.StagedFile;
import org.alyxtransfer.storage.StagingFile;
import org.alyxtransfer.storage.StagingTarget;
import reactor.core.publisher.Mono;

/** A file in memory that is being written. */
final class MemoryStagingFile implements StagingFile {
    private final MemoryFile file;
    private final StagingTarget target;
    private final Arena arena;
    private final long sizeAtStart;
    private volatile boolean closed;

    MemoryStagingFile(MemoryFile file, StagingTarget target, Arena arena) {
        this.file = file;
        this.target = target;
        this.arena = arena;
        this.sizeAtStart = file.size();
    }

    @Override
    public long sizeAtStart() {
        return sizeAtStart;
    }

    @Override
    public String beginning() {
        return file.beginning();
    }

    @Override
    public Mono<Chunk> chunk(long offset, int length) {
        return arena.take(offset, length);
    }

    @Override
    public Mono<Void> write(Chunk chunk) {
        return Mono.fromRunnable(() -> {
            if (closed) {
                throw new TransferException(Kind.UNEXPECTED, target.path().value(), "was written after it was closed");
            }
            chunk.hold();
            try {
                file.write(chunk.offset(), chunk.bytes());
            } finally {
                chunk.release();
            }
        });
    }

    @Override
    public Mono<Void> flush() {
        return Mono.empty();
    }

    @Override
    public Mono<StagedFile> stage() {
        Mono<StagedFile> sealed = Mono.fromSupplier(() -> {
            if (file.size() != target.size()) {
                throw new TransferException(
                        Kind.CORRUPT,
                        target.path().value(),
                        "holds " + file.size() + " bytes where " + target.size() + " were to be written");
            }
            file.seal(target.modified());
            return new StagedFile(target.path(), target.size());
        });
        return sealed.flatMap(staged -> arena.close().thenReturn(staged));
    }

    @Override
    public Mono<Void> close() {
        return Mono.defer(() -> {
            closed = true;
            return arena.close();
        });
    }
}
