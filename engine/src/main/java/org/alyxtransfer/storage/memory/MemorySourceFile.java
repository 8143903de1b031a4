package org.alyxtransfer.storage.memory;

import java.util.Optional;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.storage.Chunk;
import org.alyxtransfer.storage.FileStat;
import org.alyxtransfer.storage.SourceFile;
import reactor.core.publisher.Mono;

/** A file in memory, open for reading; whoever replaces it makes its reads fail. */
final class MemorySourceFile implements SourceFile {
    private final MemoryFiles files;
    private final FilePath path;
    private final MemoryFile file;
    private final FileStat stat;
    private final int readsInFlight;
    private volatile boolean closed;

    MemorySourceFile(MemoryFiles files, FilePath path, int readsInFlight) {
        this.files = files;
        this.path = path;
        this.readsInFlight = readsInFlight;
        this.file = Optional.ofNullable(files.find(path)).orElseThrow(this::notThere);
        this.stat = file.stat();
    }

    @Override
    public FileStat stat() {
        return stat;
    }

    @Override
    public int readsInFlight() {
        return readsInFlight;
    }

    @Override
    public Mono<Chunk> read(Chunk chunk) {
        return Mono.fromSupplier(() -> {
            if (closed) {
                throw new TransferException(Kind.UNEXPECTED, path.value(), "was read after it was closed");
            }
            if (files.find(path) != file) {
                throw new TransferException(Kind.SOURCE_CHANGED, path.value(), "was replaced while it was read");
            }
            chunk.hold();
            try {
                file.read(chunk.offset(), chunk.bytes());
            } finally {
                chunk.release();
            }
            return chunk;
        });
    }

    @Override
    public Mono<FileStat> statAgain() {
        return Mono.fromSupplier(() -> files.stat(path).orElseThrow(this::notThere));
    }

    @Override
    public Mono<Void> close() {
        return Mono.fromRunnable(() -> closed = true);
    }

    private TransferException notThere() {
        return new TransferException(Kind.NOT_FOUND, path.value(), "there is no such file");
    }
}
