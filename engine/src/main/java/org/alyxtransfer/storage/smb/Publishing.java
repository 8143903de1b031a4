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
    private volatile boolean othersMayHaveWritten;

    Publishing(SmbSettings settings, Folders folders, Writers writers) {
        this.settings = settings;
        this.folders = folders;
        this.writers = writers;
    }

    /** From now on staging files are looked at before they are published, as a lease was nobody's for a moment. */
    void othersMayHaveWritten() {
        othersMayHaveWritten = true;
    }

    Mono<Void> published(SmbShare share, StagedFile staged, FilePath target, boolean replace) {
        Mono<Void> renamed = folders.above(share, target, () -> renamed(share, staged, target, replace));
        return Mono.defer(() -> othersMayHaveWritten ? requireOwn(share, staged).then(renamed) : renamed);
    }

    /** Who had a session's lease in between may have used the same name for a staging file, and left it half written. */
    private Mono<Void> requireOwn(SmbShare share, StagedFile staged) {
        return share.stat(settings.remote(staged.path()))
                .onErrorResume(Failures::isMissing, e -> Mono.empty())
                .filter(found -> found.size() != staged.size() || !writers.mayBeOf(staged.path(), found.written()))
                .flatMap(other -> Mono.error(new TransferException(
                        Kind.CORRUPT,
                        settings.where(staged.path()),
                        "another client wrote to this staging file while the session's lease was lost; nothing of it"
                                + " was published. Run again to send it anew")));
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
