package org.alyxtransfer.storage.smb;

import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.smb.SmbShare;
import org.alyxtransfer.storage.StagedFile;
import reactor.core.publisher.Mono;

/** Gives staged files their final names. */
final class Publishing {
    private final SmbSettings settings;
    private final Folders folders;
    private final Writers writers;

    Publishing(SmbSettings settings, Folders folders, Writers writers) {
        this.settings = settings;
        this.folders = folders;
        this.writers = writers;
    }

    Mono<Void> published(SmbShare share, StagedFile staged, FilePath target, boolean replace) {
        Mono<Void> renamed = folders.above(share, target, () -> renamed(share, staged, target, replace));
        return Mono.defer(
                () -> mayBeAnothers(staged) ? requireOwn(share, staged).then(renamed) : renamed);
    }

    private boolean mayBeAnothers(StagedFile staged) {
        return writers.lapses() > 0 || writers.isMaybeEmptiedLate(staged.path());
    }

    /** Who had a session's lease in between may have used the same name for a staging file, and left it half written. */
    private Mono<Void> requireOwn(SmbShare share, StagedFile staged) {
        return share.stat(settings.remote(staged.path()))
                .onErrorResume(Failures::isMissing, e -> Mono.empty())
                .filter(found -> found.size() != staged.size() || !writers.mayBeOf(staged.path(), found.written()))
                .flatMap(other -> Mono.error(new TransferException(
                        Kind.CORRUPT,
                        settings.where(staged.path()),
                        "this staging file was changed after it was written: by another client while the session's"
                                + " lease was lost, or by a request that was late; nothing of it was published. Run again"
                                + " to send it anew")));
    }

    /** A repetition after an answer that was lost counts as done. */
    private Mono<Void> renamed(SmbShare share, StagedFile staged, FilePath target, boolean replace) {
        String from = settings.remote(staged.path());
        return share.rename(from, settings.remote(target), replace)
                .onErrorResume(Failures::isMissing, failure -> share.stat(from)
                        .onErrorResume(Failures::isMissing, e -> Mono.empty())
                        .hasElement()
                        .flatMap(isThere ->
                                isThere ? Mono.<Void>error(failure) : requirePublished(share, staged, target)));
    }

    private Mono<Void> requirePublished(SmbShare share, StagedFile staged, FilePath target) {
        return share.stat(settings.remote(target))
                .onErrorResume(Failures::isMissing, e -> Mono.empty())
                .map(found -> Attributes.at(target, found))
                .filter(found -> found.isFile() && found.size() == staged.size())
                .filter(found -> writers.mayBeOf(staged.path(), found.modified()))
                .switchIfEmpty(Mono.error(() -> new TransferException(
                        Kind.NOT_FOUND,
                        settings.where(target),
                        "its staging file " + staged.path()
                                + " is gone, and nothing of its size and time is published")))
                .then();
    }
}
