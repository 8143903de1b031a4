package org.alyxtransfer.cli.bench;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
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
    private static final int TRIES_WHILE_FLUSHING = 20; // a server keeps a file until its disk has all of it
    private static final Duration PAUSE = Duration.ofMillis(300);

    private final Storage storage;
    private final FilePath at;

    Leftovers(Storage storage, FilePath at) {
        this.storage = storage;
        this.at = at;
    }

    /**
     * The folders that are not there and that a measurement makes, the innermost first; fails with {@code EXISTS} when there is
     * anything in the folder.
     */
    Mono<List<FilePath>> requireEmpty() {
        return storage.list(at)
                .next()
                .flatMap(entry -> Mono.<List<FilePath>>error(new TransferException(
                        Kind.EXISTS,
                        storage.name() + "/" + at,
                        "is not empty (it holds '" + entry.path().name()
                                + "'); nothing was written. Name a folder that is empty or not there with --at; what"
                                + " an earlier bench that was killed left"
                                + " behind"
                                + " is in"
                                + " '" + BenchFiles.SUBJECT + "' below it")))
                .defaultIfEmpty(List.of())
                .onErrorResume(Leftovers::isMissing, e -> missing());
    }

    private Mono<List<FilePath>> missing() {
        List<FilePath> upwards =
                Stream.iterate(at, folder -> !folder.isRoot(), FilePath::parent).toList();
        return Flux.fromIterable(upwards)
                .concatMap(
                        folder -> storage.stat(folder)
                                .map(there -> Optional.<FilePath>empty())
                                .defaultIfEmpty(Optional.of(folder)),
                        1)
                .takeWhile(Optional::isPresent)
                .map(Optional::orElseThrow)
                .collectList();
    }

    /** Removes what was written, patiently where it is still open; gives whether nothing of it is left. */
    Mono<Boolean> clear() {
        return Mono.defer(() -> gone(at.resolve(BenchFiles.SUBJECT)))
                .retryWhen(Retry.fixedDelay(TRIES, PAUSE)
                        .onRetryExhaustedThrow((tries, last) -> last.failure())); // what to do about it is in its words
    }

    /** The same after an interruption: what was under way then may still make a file, or hold one open, for a moment. */
    Mono<Boolean> clearPatiently() {
        return Mono.defer(this::clear)
                .filter(gone -> gone)
                .repeatWhenEmpty(TRIES_WHILE_FLUSHING, tries -> tries.delayElements(PAUSE))
                .onErrorResume(IllegalStateException.class, tooOften -> Mono.just(false)) // as repeatWhenEmpty says it
                .delaySubscription(PAUSE);
    }

    /** Removes the folders that a measurement made, unless others use them by now; gives whether the innermost is gone. */
    Mono<Boolean> remove(List<FilePath> made) {
        return Flux.fromIterable(made)
                .concatMap(storage::removeFolder, 1)
                .takeWhile(gone -> gone)
                .count()
                .map(gone -> gone > 0 || made.isEmpty());
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
