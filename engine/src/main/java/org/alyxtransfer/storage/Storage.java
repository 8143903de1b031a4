package org.alyxtransfer.storage;

import com.google.errorprone.annotations.CheckReturnValue;
import java.util.function.Function;
import org.alyxtransfer.dataset.FilePath;
import reactor.core.publisher.Mono;

/**
 * Files that can be written, in two visible steps: bytes go to a staging file, and a whole, verified staging file gets
 * its final name.
 *
 * <p>Whoever sees a file under its final name sees all of it. {@link #publish} and {@link #discard} work later and from
 * another process. Folders on the way are created as needed.
 */
@CheckReturnValue
public interface Storage extends FileSource {
    /** What to do when the final name is taken. */
    enum OnExisting {
        /** Fail with {@code EXISTS}; the existing file stays as it is. */
        FAIL,
        /** Put the new file in its place, in one step where the storage can. */
        REPLACE
    }

    /** Whether a staging file starts empty or goes on where an earlier attempt stopped. */
    enum Start {
        FRESH,
        /** Keeps what is there, and creates it when nothing is there. */
        RESUME
    }

    /**
     * Creates or re-opens a staging file and admits it to the memory budget; the caller ends it with {@link
     * StagingFile#stage()} or {@link StagingFile#close()}. Fails with {@code DENIED}, {@code FULL}.
     */
    Mono<StagingFile> openStaged(StagingTarget target, Start start);

    /**
     * Stages a file that fits one chunk, in as few round trips as the storage can.
     *
     * @param fill reads (and hashes) the bytes into the chunk it is given
     */
    default Mono<StagedFile> putSmall(StagingTarget target, Function<Chunk, Mono<Chunk>> fill) {
        return Mono.usingWhen(
                openStaged(target, Start.FRESH),
                file -> StagingFile.writeWhole(file, target, fill),
                StagingFile::close);
    }

    /** Opens a staged file to check what the server stored, over another connection than the one that wrote it. */
    default Mono<SourceFile> openForReadBack(StagedFile staged) {
        return open(staged.path());
    }

    /**
     * Gives a staged file its final name, then makes the name durable where the storage can. Repeatable: when the staging
     * file is gone and the final name holds a file of its size, and of its time where that is still known, that counts as
     * done. Fails with {@code EXISTS} or {@code NOT_FOUND}.
     *
     * <p>Of two clients that give one name at the same moment both may be told that it is theirs, as smbd looks for the name
     * before it renames, and not in one step: it is the {@link #lease} that keeps them apart.
     */
    Mono<Void> publish(StagedFile staged, FilePath target, OnExisting onExisting);

    /** Removes a staging file once its writes in flight have ended; nothing to remove is fine. */
    Mono<Void> discard(FilePath staging);

    /** Removes a file; nothing to remove is fine. */
    Mono<Void> remove(FilePath path);

    /**
     * Removes a folder that is empty; nothing to remove is fine. Gives whether it is gone: one that holds something stays, as
     * does any where the storage cannot do this.
     */
    default Mono<Boolean> removeFolder(FilePath folder) {
        return Mono.just(false);
    }

    /**
     * Keeps other clients from writing to a session's folder until released; it dies with its process. Fails with {@code
     * BUSY} while another client holds it.
     */
    Mono<Lease> lease(FilePath folder);

    /** Bytes that can still be stored; empty when the storage cannot tell. */
    default Mono<Long> freeBytes() {
        return Mono.empty();
    }
}
