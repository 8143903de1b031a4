package org.alyxtransfer.storage.layer;

import java.util.function.Function;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.storage.Chunk;
import org.alyxtransfer.storage.Lease;
import org.alyxtransfer.storage.SourceFile;
import org.alyxtransfer.storage.StagedFile;
import org.alyxtransfer.storage.StagingFile;
import org.alyxtransfer.storage.StagingTarget;
import org.alyxtransfer.storage.Storage;
import reactor.core.publisher.Mono;

/** A storage with something done around each of its operations. */
class LayeredStorage extends LayeredSource implements Storage {
    private final Storage storage;
    private final Around around;

    LayeredStorage(Storage storage, Around around) {
        super(storage, around);
        this.storage = storage;
        this.around = around;
    }

    @Override
    public Mono<StagingFile> openStaged(StagingTarget target, Start start) {
        return around.call(Operation.OPEN_STAGED, target.path(), 0, storage.openStaged(target, start))
                .<StagingFile>map(file -> new LayeredStagingFile(file, target.path(), around))
                .doOnDiscard(StagingFile.class, file -> Unwanted.end(file.close()));
    }

    @Override
    public Mono<StagedFile> putSmall(StagingTarget target, Function<Chunk, Mono<Chunk>> fill) {
        return around.call(Operation.PUT_SMALL, target.path(), target.size(), storage.putSmall(target, fill));
    }

    @Override
    public Mono<SourceFile> openForReadBack(StagedFile staged) {
        return opening(staged.path(), storage.openForReadBack(staged));
    }

    @Override
    public Mono<Void> publish(StagedFile staged, FilePath target, OnExisting onExisting) {
        return around.call(Operation.PUBLISH, target, 0, storage.publish(staged, target, onExisting));
    }

    @Override
    public Mono<Void> discard(FilePath staging) {
        return around.call(Operation.DISCARD, staging, 0, storage.discard(staging));
    }

    @Override
    public Mono<Void> remove(FilePath path) {
        return around.call(Operation.REMOVE, path, 0, storage.remove(path));
    }

    @Override
    public Mono<Boolean> removeFolder(FilePath folder) {
        return around.call(Operation.REMOVE_FOLDER, folder, 0, storage.removeFolder(folder));
    }

    @Override
    public Mono<Lease> lease(FilePath folder) {
        return around.call(Operation.LEASE, folder, 0, storage.lease(folder))
                .<Lease>map(lease -> new LayeredLease(lease, folder, around))
                .doOnDiscard(Lease.class, lease -> Unwanted.end(lease.release()));
    }

    @Override
    public Mono<Long> freeBytes() {
        return around.call(Operation.FREE_BYTES, FilePath.ROOT, 0, storage.freeBytes());
    }

    private record LayeredLease(Lease lease, FilePath folder, Around around) implements Lease {
        @Override
        public Mono<Void> confirm() {
            return around.call(Operation.CONFIRM_LEASE, folder, 0, lease.confirm());
        }

        @Override
        public Mono<Void> release() {
            return lease.release();
        }
    }

    /** An open staging file with something done around its writes. */
    private record LayeredStagingFile(StagingFile file, FilePath path, Around around) implements StagingFile {
        @Override
        public long sizeAtStart() {
            return file.sizeAtStart();
        }

        @Override
        public String beginning() {
            return file.beginning();
        }

        @Override
        public boolean isInDoubt() {
            return file.isInDoubt();
        }

        @Override
        public Mono<Chunk> chunk(long offset, int length) {
            return file.chunk(offset, length);
        }

        @Override
        public Mono<Void> write(Chunk chunk) {
            return around.transfer(Operation.WRITE, path, chunk, file.write(chunk));
        }

        @Override
        public Mono<Void> flush() {
            return around.call(Operation.FLUSH, path, 0, file.flush());
        }

        @Override
        public Mono<StagedFile> stage() {
            return around.call(Operation.STAGE, path, 0, file.stage());
        }

        @Override
        public Mono<Void> close() {
            return file.close();
        }
    }
}
