package org.alyxtransfer.automation.watch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** Removes the folders of old runs, never of one that goes on. */
final class Tidying {
    private static final Logger LOG = LoggerFactory.getLogger(Tidying.class);

    private final Path runs;
    private final Set<Path> inUse = ConcurrentHashMap.newKeySet();
    private final Set<Path> told = ConcurrentHashMap.newKeySet();

    Tidying(Path runs) {
        this.runs = runs;
    }

    /** Keeps a run's folder until this ends. Fails with {@code BUSY} while the folder is being removed. */
    <T> Mono<T> keeping(RunFolder run, Mono<T> work) {
        Path folder = run.folder();
        return Mono.defer(() -> inUse.add(folder)
                ? work.doFinally(end -> inUse.remove(folder))
                : Mono.error(new TransferException(Kind.BUSY, folder.toString(), "is of an old run, being removed")));
    }

    /** Removes the runs whose folders have not changed since then; one that cannot be removed is told once. Blocks. */
    void removeOlder(Instant than) {
        for (Path rule : below(runs)) {
            for (Path run : below(rule)) {
                if (isOlder(run, than) && inUse.add(run)) {
                    try {
                        remove(run);
                    } finally {
                        inUse.remove(run);
                    }
                }
            }
        }
    }

    private static boolean isOlder(Path run, Instant than) {
        return Instant.ofEpochMilli(run.toFile().lastModified()).isBefore(than);
    }

    private void remove(Path run) {
        try {
            RunFolder.delete(run);
        } catch (IOException e) {
            tell(run, e);
        }
    }

    private List<Path> below(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.toList();
        } catch (IOException | UncheckedIOException e) {
            tell(folder, e);
            return List.of();
        }
    }

    private void tell(Path folder, Exception why) {
        if (told.add(folder)) {
            LOG.warn("{} is old and could not be removed: {}", folder, why.toString());
        }
    }
}
