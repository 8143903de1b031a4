package org.alyxtransfer.storage.smb;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.smb.OpenMode;
import org.alyxtransfer.smb.SmbFile;
import org.alyxtransfer.smb.SmbShare;
import org.alyxtransfer.smb.failure.SmbException;
import org.alyxtransfer.storage.Lease;
import org.alyxtransfer.storage.LeaseProofs;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * A hidden file, open without sharing; the server deletes it when its handle or connection is gone. Its size is drawn by
 * lot, so that everybody can see by its name whose it is.
 *
 * <p>When its connection broke a moment ago and nobody has it, it is taken again. The server may not have noticed the break
 * and keep the file open: then it is this lease's as well, while it has this lease's size.
 */
final class SmbLease implements Lease {
    static final String NAME = PREFIX + "transfer-lease";

    private static final Logger log = LoggerFactory.getLogger(SmbLease.class);
    private static final int LARGEST_MARK = 1 << 16;
    /** What was opened may be unlinked, as its last holder has just closed it. */
    private static final Retry UNLINKED = Retry.backoff(10, Duration.ofMillis(1))
            .maxBackoff(Duration.ofMillis(20))
            .filter(Failures::isMissing)
            .onRetryExhaustedThrow((spec, signal) -> signal.failure());

    private final SmbSettings settings;
    private final Links links;
    private final FilePath folder;
    private final String path;
    private final long mark;
    private final Runnable onTakenAgain;
    private final LeaseProofs proofs = new LeaseProofs(Mono.defer(this::proof), this::isConnected);
    private final AtomicBoolean released = new AtomicBoolean();
    private volatile SmbFile held;

    private SmbLease(
            SmbSettings settings, Links links, FilePath folder, long mark, Runnable onTakenAgain, SmbFile held) {
        this.settings = settings;
        this.links = links;
        this.folder = folder;
        this.path = settings.remote(folder.resolve(NAME));
        this.mark = mark;
        this.onTakenAgain = onTakenAgain;
        this.held = held;
    }

    /**
     * A lease on a folder, which is made if need be. Fails with the client's own exceptions.
     *
     * @param onTakenAgain told when the lease was nobody's for a moment, so that others may have written to the folder
     */
    static Mono<Lease> of(SmbSettings settings, Links links, Folders folders, FilePath folder, Runnable onTakenAgain) {
        FilePath file = folder.resolve(NAME);
        Mono<SmbFile> opened = links.share(links.forLeases())
                .flatMap(share ->
                        folders.above(share, file, () -> share.open(settings.remote(file), OpenMode.EXCLUSIVE)));
        long mark = 1L + ThreadLocalRandom.current().nextInt(LARGEST_MARK);
        return Mono.usingWhen(
                        opened,
                        held -> held.setSize(mark)
                                .then(Mono.<Lease>fromSupplier(
                                        () -> new SmbLease(settings, links, folder, mark, onTakenAgain, held))),
                        held -> Mono.empty(),
                        (held, failure) -> held.close().onErrorComplete().then(),
                        held -> held.close().onErrorComplete().then())
                .retryWhen(UNLINKED);
    }

    @Override
    public Mono<Void> confirm() {
        return proofs.confirm();
    }

    @Override
    public Mono<Void> release() {
        return Mono.defer(
                        () -> released.compareAndSet(false, true) ? held.close().then() : Mono.empty())
                .onErrorComplete(); // a connection that broke has released it
    }

    private boolean isConnected() {
        return held.share().isOpen();
    }

    /** By name and by handle: the file may be deleted, and another one be there, while its handle stays open. */
    private Mono<Void> proof() {
        SmbFile file = held;
        return requireMark(file.share())
                .onErrorResume(Failures::isMissing, e -> deleted())
                .then(file.setSize(mark).onErrorResume(Failures::isMissing, e -> deleted()))
                .onErrorResume(SmbException.class, gone -> again())
                .onErrorMap(e -> Failures.working(e, settings, folder));
    }

    private Mono<Void> requireMark(SmbShare share) {
        return share.stat(path)
                .filter(found -> found.size() != mark)
                .flatMap(found -> Mono.error(lost("another client has taken it over")));
    }

    /** Given back now: later smbd would delete whatever then has the name. */
    private Mono<Void> deleted() {
        return release().then(Mono.error(() -> lost("somebody has deleted its file, " + NAME)));
    }

    private Mono<Void> again() {
        return links.share(links.forLeases()).flatMap(share -> share.open(path, OpenMode.EXCLUSIVE)
                .flatMap(this::keep)
                .onErrorResume(this::isOpenElsewhere, e -> requireMark(share))
                .retryWhen(UNLINKED)
                .onErrorMap(
                        Failures::isMissing,
                        e -> lost("its file, " + NAME + ", is being deleted, or its folder is gone")));
    }

    private Mono<Void> keep(SmbFile file) {
        if (!proofs.mayBeTakenAgain()) {
            return closed(file, lost("it could not be confirmed for more than two minutes, as when a computer sleeps"));
        }
        return file.setSize(mark)
                .onErrorResume(failure -> closed(file, failure))
                .then(Mono.defer(() -> {
                    log.warn("{}: its lease went with a connection and was taken again", settings.where(folder));
                    held.forget();
                    held = file;
                    onTakenAgain.run();
                    return released.get() ? file.close().onErrorComplete().then() : Mono.empty();
                }));
    }

    private static Mono<Void> closed(SmbFile file, Throwable failure) {
        return file.close().onErrorComplete().then(Mono.error(failure));
    }

    private boolean isOpenElsewhere(Throwable failure) {
        return failure instanceof SmbException
                && !Failures.isMissing(failure)
                && Failures.working(failure, settings, folder) instanceof TransferException known
                && known.kind() == Kind.BUSY;
    }

    private TransferException lost(String why) {
        return Lease.lost(settings.where(folder), why);
    }
}
