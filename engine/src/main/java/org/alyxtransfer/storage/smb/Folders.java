package org.alyxtransfer.storage.smb;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.smb.SmbShare;
import reactor.core.publisher.Mono;

/** Makes the folders above files, each once at a time however many files wait for it. */
final class Folders {
    private final SmbSettings settings;
    private final Map<FilePath, Mono<Void>> underWay = new ConcurrentHashMap<>();

    Folders(SmbSettings settings) {
        this.settings = settings;
    }

    /** Tries; makes the folders above the path when they are missing, and tries again. */
    <T> Mono<T> above(SmbShare share, FilePath path, Supplier<Mono<T>> attempt) {
        Mono<T> trying = Mono.defer(attempt);
        return trying.onErrorResume(
                failure -> Failures.isMissingFolder(failure) && !path.isRoot(),
                failure -> made(share, settings.base().resolve(path).parent()).then(trying));
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
