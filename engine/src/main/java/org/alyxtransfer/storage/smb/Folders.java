package org.alyxtransfer.storage.smb;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.smb.SmbShare;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Makes the folders above files, each once at a time however many files wait for it. Into a folder that nobody has written to
 * yet one file goes first: else all that are under way would fail together before the folder is made.
 */
final class Folders {
    private static final int REMEMBERED = 4_096;

    private final SmbSettings settings;
    private final Map<FilePath, Mono<Void>> underWay = new ConcurrentHashMap<>();
    private final Map<FilePath, Sinks.Empty<Void>> firsts = new ConcurrentHashMap<>();
    private final Set<FilePath> met = Collections.synchronizedSet(Collections.newSetFromMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<FilePath, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    }));

    Folders(SmbSettings settings) {
        this.settings = settings;
    }

    /** Tries; makes the folders above the path when they are missing, and tries again. */
    <T> Mono<T> above(SmbShare share, FilePath path, Supplier<Mono<T>> attempt) {
        return Mono.defer(() -> {
            FilePath folder = path.parent();
            Mono<T> making = making(share, path, attempt);
            if (met.contains(folder)) {
                return making;
            }
            Sinks.Empty<Void> mine = Sinks.empty();
            Sinks.Empty<Void> first = firsts.putIfAbsent(folder, mine);
            return first == null
                    ? making.doFinally(end -> over(folder, mine))
                    : first.asMono().then(making);
        });
    }

    /** However it ended: those that waited for it find out for themselves. */
    private void over(FilePath folder, Sinks.Empty<Void> first) {
        met.add(folder);
        firsts.remove(folder);
        first.tryEmitEmpty().orThrow();
    }

    private <T> Mono<T> making(SmbShare share, FilePath path, Supplier<Mono<T>> attempt) {
        return attempt.get()
                .onErrorResume(failure -> Failures.isMissingFolder(failure) && !path.isRoot(), failure -> made(
                                share, settings.base().resolve(path).parent())
                        .then(Mono.defer(attempt)));
    }

    private Mono<Void> made(SmbShare share, FilePath folder) {
        if (folder.isRoot()) {
            return Mono.empty();
        }
        return Mono.defer(() -> underWay.computeIfAbsent(folder, any -> make(share, folder)
                .doFinally(end -> underWay.remove(folder))
                .cache()));
    }

    private Mono<Void> make(SmbShare share, FilePath folder) {
        Mono<Void> attempt = share.makeFolder(folder.value());
        return attempt.onErrorResume(
                failure -> Failures.isMissingFolder(failure) && !folder.parent().isRoot(),
                failure -> made(share, folder.parent()).then(attempt));
    }
}
