package org.alyxtransfer.cli.bench;

import java.time.Duration;
import java.util.Comparator;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.storage.FileStat;
import org.alyxtransfer.storage.Storage;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/** The folder of a measurement: nothing is in it before, and nothing is left in it afterwards. */
final class Leftovers {
    private static final int AT_ONCE = 16;
    private static final int TRIES = 5;
    private static final Duration PAUSE = Duration.ofMillis(300);

    private final Storage storage;
    private final FilePath at;

    Leftovers(Storage storage, FilePath at) {
        this.storage = storage;
        this.at = at;
    }

    /** Whether the folder is there; fails with {@code EXISTS} when there is anything in it. */
    Mono<Boolean> requireEmpty() {
        return storage.list(at)
                .next()
                .flatMap(entry -> Mono.<Boolean>error(new TransferException(
                        Kind.EXISTS,
                        storage.name() + "/" + at,
                        "is not empty (it holds '" + entry.path().name()
                                + "'); nothing was written. Name a folder that is empty or not there with --at; what"
                                + " an earlier bench that was killed left"
                                + " behind"
                                + " is in"
                                + " '" + BenchFiles.SUBJECT + "' below it")))
                .defaultIfEmpty(true)
                .onErrorResume(Leftovers::isMissing, e -> Mono.just(false));
    }

    /** Removes what was written; gives whether nothing of it is left. */
    Mono<Boolean> clear() {
        return gone(at.resolve(BenchFiles.SUBJECT));
    }

    /** The same after an interruption: what was under way then may still make a file, or hold one open, for a moment. */
    Mono<Boolean> clearPatiently() {
        return Mono.defer(this::clear)
                .filter(gone -> gone)
                .repeatWhenEmpty(TRIES, tries -> tries.delayElements(PAUSE))
                .onErrorResume(IllegalStateException.class, tooOften -> Mono.just(false)) // as repeatWhenEmpty says it
                .retryWhen(Retry.fixedDelay(TRIES, PAUSE))
                .delaySubscription(PAUSE);
    }

    /** Removes the folder itself, which a measurement had made; gives whether it is gone. */
    Mono<Boolean> removeFolder() {
        return storage.removeFolder(at);
    }

    private Mono<Boolean> gone(FilePath folder) {
        return storage.list(folder)
                .collectSortedList(Comparator.comparing(FileStat::path))
                .flatMapMany(Flux::fromIterable)
                .flatMap(this::gone, AT_ONCE, 1)
                .then(Mono.defer(() -> storage.removeFolder(folder)))
                .onErrorResume(Leftovers::isMissing, e -> Mono.just(true));
    }

    private Mono<Void> gone(FileStat entry) {
        return entry.isDirectory()
                ? gone(entry.path()).then()
                : storage.remove(entry.path()).onErrorResume(Leftovers::isMissing, e -> Mono.empty());
    }

    private static boolean isMissing(Throwable failure) {
        return failure instanceof TransferException known && known.kind() == Kind.NOT_FOUND;
    }
}
