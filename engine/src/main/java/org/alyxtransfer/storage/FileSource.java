package org.alyxtransfer.storage;

import com.google.errorprone.annotations.CheckReturnValue;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Files that can be read: a folder, a share, a file server.
 *
 * <p>Nothing happens until subscribed. Errors are {@link org.alyxtransfer.dataset.TransferException}s.
 */
@CheckReturnValue
public interface FileSource {
    /** Where this is, for messages: {@code smb://host/share}, {@code file:/data}. No credentials. */
    String name();

    /** Asks the server once, then answers from memory. */
    Mono<Limits> limits();

    /** Empty when there is nothing of that name; links are described, not followed. */
    Mono<FileStat> stat(FilePath path);

    /**
     * The direct entries of a folder, in no order, streamed. Fails with {@code NOT_FOUND} when the folder is not there: a
     * listing that failed is never an empty one. {@code UNSUPPORTED} where the server cannot list.
     */
    Flux<FileStat> list(FilePath directory);

    /**
     * Opens a file for reading; the caller closes it ({@code usingWhen}). Fails with {@code NOT_FOUND} or {@code DENIED}.
     * Links are not followed.
     */
    Mono<SourceFile> open(FilePath path);

    /**
     * Opens a file that somebody else told to have so many bytes: a small one may be read in the same step. Whatever was told,
     * {@link SourceFile#stat()} says what was found.
     */
    default Mono<SourceFile> openTold(FilePath path, long size) {
        return open(path);
    }

    /**
     * Fills the chunk with a whole small file, in as few steps as the storage can. Fails with {@code SOURCE_CHANGED} when the
     * file is not as it was seen, or changes meanwhile; else as {@link #open} and {@link SourceFile#read} do.
     *
     * @param seen what this source said of the file
     * @param chunk of the file's length, at offset 0
     */
    default Mono<Chunk> getSmall(FileStat seen, Chunk chunk) {
        return Mono.usingWhen(open(seen.path()), file -> SourceFile.readWhole(file, seen, chunk), SourceFile::close);
    }

    /**
     * What changes anywhere below a folder from now on, as far as the server tells; never completes. A hint to look, not a
     * record: some changes may go untold. Fails with {@code UNSUPPORTED} where the storage cannot tell, or as the connection
     * does.
     */
    default Flux<FilePath> changes(FilePath folder) {
        return Flux.error(() -> new TransferException(Kind.UNSUPPORTED, name(), "cannot tell what changes in it"));
    }
}
