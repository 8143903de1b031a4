package org.alyxtransfer.engine;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.alyxtransfer.dataset.FilePath;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/**
 * Lets one file go first into each folder of a session: a share makes the folder for it, which takes several round trips, and
 * files that wait for that would only hold the places of those that can move. State of one session.
 */
final class FirstOfFolder {
    private static final int REMEMBERED = 1_024; // folders; one that is forgotten has a first file once more

    private final Map<FilePath, Sinks.Empty<Void>> firsts = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<FilePath, Sinks.Empty<Void>> eldest) {
            return size() > REMEMBERED;
        }
    };

    /**
     * The move of a file, at once where it is its folder's first, else when that one has told so or has ended, however it did.
     *
     * @param isThere what a move tells once the folder is there
     */
    <T> Flux<T> in(FilePath folder, Flux<T> move, Predicate<T> isThere) {
        return Flux.defer(() -> {
            Sinks.Empty<Void> mine = Sinks.empty();
            Sinks.Empty<Void> first = putIfAbsent(folder, mine);
            return first == null
                    ? move.doOnNext(told -> open(mine, isThere.test(told))).doFinally(end -> open(mine, true))
                    : first.asMono().thenMany(move);
        });
    }

    private synchronized Sinks.@Nullable Empty<Void> putIfAbsent(FilePath folder, Sinks.Empty<Void> mine) {
        return firsts.putIfAbsent(folder, mine);
    }

    /** Again is as good as once. */
    private static void open(Sinks.Empty<Void> folder, boolean isThere) {
        if (isThere) {
            folder.tryEmitEmpty();
        }
    }
}
