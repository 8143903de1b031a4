package org.alyxtransfer.storage.layer;

import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.storage.Chunk;
import org.alyxtransfer.storage.FileSource;
import org.alyxtransfer.storage.FileStat;
import org.alyxtransfer.storage.Limits;
import org.alyxtransfer.storage.SourceFile;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A source with something done around each of its operations. */
class LayeredSource implements FileSource {
    private final FileSource source;
    private final Around around;

    LayeredSource(FileSource source, Around around) {
        this.source = source;
        this.around = around;
    }

    @Override
    public String name() {
        return source.name();
    }

    @Override
    public Mono<Limits> limits() {
        return around.call(Operation.LIMITS, FilePath.ROOT, 0, source.limits());
    }

    @Override
    public Mono<FileStat> stat(FilePath path) {
        return around.call(Operation.STAT, path, 0, source.stat(path));
    }

    @Override
    public Flux<FileStat> list(FilePath directory) {
        return around.list(directory, source.list(directory));
    }

    @Override
    public Flux<FilePath> changes(FilePath folder) {
        return source.changes(folder); // whoever listens begins anew, and looks what was missed
    }

    @Override
    public Mono<SourceFile> open(FilePath path) {
        return opening(path, source.open(path));
    }

    @Override
    public Mono<SourceFile> openTold(FilePath path, long size) {
        return opening(path, source.openTold(path, size));
    }

    @Override
    public Mono<Chunk> getSmall(FileStat seen, Chunk chunk) {
        return around.transfer(Operation.GET_SMALL, seen.path(), chunk, source.getSmall(seen, chunk));
    }

    /** Opens a file whose reads are layered too. */
    Mono<SourceFile> opening(FilePath path, Mono<SourceFile> open) {
        return around.call(Operation.OPEN, path, 0, open)
                .<SourceFile>map(file -> new LayeredFile(file, path, around))
                .doOnDiscard(SourceFile.class, file -> Unwanted.end(file.close()));
    }

    /** An open file with something done around its reads. */
    private record LayeredFile(SourceFile file, FilePath path, Around around) implements SourceFile {
        @Override
        public FileStat stat() {
            return file.stat();
        }

        @Override
        public int readsInFlight() {
            return file.readsInFlight();
        }

        @Override
        public Mono<Chunk> read(Chunk chunk) {
            return around.transfer(Operation.READ, path, chunk, file.read(chunk));
        }

        @Override
        public boolean recoversByItself() {
            return file.recoversByItself();
        }

        @Override
        public Mono<FileStat> statAgain() {
            return around.call(Operation.STAT_AGAIN, path, 0, file.statAgain());
        }

        @Override
        public Mono<Void> close() {
            return file.close();
        }
    }
}
