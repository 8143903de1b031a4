package org.alyxtransfer.storage;

import com.google.errorprone.annotations.CheckReturnValue;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import reactor.core.publisher.Mono;

/** A file open for reading. */
@CheckReturnValue
public interface SourceFile {
    /** Size and time as they were when the file was opened. */
    FileStat stat();

    /**
     * How many reads of this file may overlap; 1 means that they must come in order, without gaps (a server that ignores
     * ranges).
     */
    int readsInFlight();

    /**
     * Fills the chunk with the bytes of its range and gives it back. Fails with {@code SOURCE_CHANGED} when the file has
     * become shorter or is another one by now. A cancelled read may go on: it holds the chunk until it ends.
     */
    Mono<Chunk> read(Chunk chunk);

    /**
     * Whether a read that failed in passing can be repeated on this very file, which gets a connection by itself and still
     * tells another version from the one that was opened; else it must be opened anew.
     */
    default boolean recoversByItself() {
        return false;
    }

    /** The file as it is now, to tell whether it changed while it was read. */
    Mono<FileStat> statAgain();

    /** For {@link FileSource#getSmall}: reads it if it is as it was seen, before and after. */
    static Mono<Chunk> readWhole(SourceFile file, FileStat seen, Chunk chunk) {
        return Mono.just(file.stat())
                .filter(seen::sameContent)
                .flatMap(same -> file.read(chunk))
                .flatMap(read -> file.statAgain().filter(seen::sameContent).map(same -> read))
                .switchIfEmpty(Mono.error(() -> changed(seen.path())));
    }

    /** The failure of a file that is not what it was. */
    static TransferException changed(FilePath path) {
        return new TransferException(
                Kind.SOURCE_CHANGED, path.value(), "changed while it was read; nothing was published");
    }

    /** Closes the file once the reads in flight have ended. Never fails; a second call does nothing. */
    Mono<Void> close();
}
