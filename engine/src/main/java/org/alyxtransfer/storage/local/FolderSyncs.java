package org.alyxtransfer.storage.local;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.alyxtransfer.dataset.FilePath;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Makes new names in a folder survive a crash, many with one flush: names that come while the disk flushes share the next
 * one.
 *
 * <p>A flush of a folder costs a commit of the file system's journal, whether one name is new in it or a hundred.
 */
final class FolderSyncs {
    private final DiskIo io;
    private final Flush flush;
    private final Map<Path, List<DiskIo.Answer>> waiting = new HashMap<>(); // of folders that are being flushed

    /** Blocks until the folder's names are safe. */
    interface Flush {
        void of(Path folder) throws IOException;
    }

    FolderSyncs(DiskIo io, Flush flush) {
        this.io = io;
        this.flush = flush;
    }

    /** Completes when all names that were in the folder at the time of subscription are safe. Blocks who subscribes, at times. */
    Mono<Void> sync(Path folder, FilePath where) {
        return io.answered(where, answer -> {
            if (!joins(folder, answer)) {
                flush(folder, List.of(answer));
            }
        });
    }

    private synchronized boolean joins(Path folder, DiskIo.Answer answer) {
        List<DiskIo.Answer> others = waiting.putIfAbsent(folder, new ArrayList<>());
        return others != null && others.add(answer);
    }

    private void flush(Path folder, List<DiskIo.Answer> group) {
        Throwable failure = flushed(folder);
        List<DiskIo.Answer> next = next(folder);
        if (!next.isEmpty()) {
            io.orHere(() -> flush(folder, next));
        }
        group.forEach(answer -> answer.end(failure));
    }

    private @Nullable Throwable flushed(Path folder) {
        try {
            flush.of(folder);
            return null;
        } catch (Throwable e) {
            return e;
        }
    }

    private synchronized List<DiskIo.Answer> next(Path folder) {
        List<DiskIo.Answer> next = waiting.getOrDefault(folder, List.of());
        if (next.isEmpty()) {
            waiting.remove(folder);
        } else {
            waiting.put(folder, new ArrayList<>());
        }
        return next;
    }
}
