package org.alyxtransfer.storage;

import com.google.errorprone.annotations.CheckReturnValue;
import java.time.Instant;
import org.alyxtransfer.dataset.FilePath;
import reactor.core.publisher.Mono;

/** A source whose files can be removed, each only as long as it is the one that somebody looked at. */
@CheckReturnValue
public interface Removable extends FileSource {
    /**
     * Tells a file from what another program may have put in its place or written into it.
     *
     * @param key the file's own number on its disk (inode), "" where the system has none
     */
    record Version(long size, Instant modified, String key) {}

    /** Empty when there is no such file. */
    Mono<Version> version(FilePath path);

    /** Removes the file when it is still of this version; tells whether it was. */
    Mono<Boolean> removeIf(FilePath path, Version version);
}
