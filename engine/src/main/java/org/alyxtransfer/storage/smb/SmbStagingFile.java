package org.alyxtransfer.storage.smb;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.smb.OpenMode;
import org.alyxtransfer.smb.SmbAttributes;
import org.alyxtransfer.smb.SmbFile;
import org.alyxtransfer.storage.Arena;
import org.alyxtransfer.storage.Chunk;
import org.alyxtransfer.storage.InFlight;
import org.alyxtransfer.storage.StagedFile;
import org.alyxtransfer.storage.StagingFile;
import org.alyxtransfer.storage.StagingTarget;
import org.alyxtransfer.storage.Storage.Start;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * A staging file on the share. When its connection breaks, the next operation opens it again by name over a new one and
 * goes on; what was acknowledged is not sent again, but the file then asks to be read back.
 */
final class SmbStagingFile implements StagingFile {
    private final SmbSettings settings;
    private final Links links;
    private final Folders folders;
    private final StagingTarget target;
    private final Arena arena;
    private final int slot;
    private final Runnable onClosed;
    private final InFlight inFlight = new InFlight();
    private final AtomicLong acknowledged = new AtomicLong();
    private @Nullable Mono<SmbFile> current;
    private volatile @Nullable SmbFile opened;
    private volatile long sizeAtStart;
    private volatile boolean wasReopened;
    private volatile boolean isStaged;

    SmbStagingFile(
            SmbSettings settings, Links links, Folders folders, StagingTarget target, Arena arena, Runnable onClosed) {
        this.settings = settings;
        this.links = links;
        this.folders = folders;
        this.target = target;
        this.arena = arena;
        this.slot = links.next();
        this.onClosed = onClosed;
    }

    /** The connection that it is written over. */
    int slot() {
        return slot;
    }

    /** Creates or re-opens it. */
    Mono<SmbStagingFile> begin(Start start) {
        OpenMode mode = start == Start.FRESH ? OpenMode.WRITE_FRESH : OpenMode.WRITE_ON;
        return links.share(slot)
                .flatMap(share ->
                        folders.above(share, target.path(), () -> share.open(settings.remote(target.path()), mode)))
                .flatMap(file -> begun(file, start))
                .onErrorMap(this::explained)
                .thenReturn(this);
    }

    private Mono<Void> begun(SmbFile file, Start start) {
        keep(file);
        long there = start == Start.FRESH ? 0 : file.opened().size();
        sizeAtStart = Math.min(there, target.size());
        return there > target.size() ? file.setSize(target.size()) : Mono.empty();
    }

    @Override
    public long sizeAtStart() {
        return sizeAtStart;
    }

    @Override
    public boolean isInDoubt() {
        return wasReopened;
    }

    @Override
    public Mono<Chunk> chunk(long offset, int length) {
        return arena.take(offset, length);
    }

    @Override
    public Mono<Void> write(Chunk chunk) {
        return working(file -> file.write(chunk.offset(), new ChunkPayload(chunk, 0, inFlight))
                .doOnSuccess(done -> acknowledged.accumulateAndGet(chunk.offset() + chunk.length(), Math::max)));
    }

    @Override
    public Mono<Void> flush() {
        return working(SmbFile::flush);
    }

    @Override
    public Mono<StagedFile> stage() {
        return inFlight.close()
                .then(working(file -> file.close(target.modified())))
                .map(this::staged);
    }

    @Override
    public Mono<Void> close() {
        return inFlight.close()
                .then(Mono.defer(this::closeHandle))
                .onErrorComplete()
                .then(arena.close())
                .doFinally(end -> onClosed.run());
    }

    /** Completes once no operation on it runs any more, and no other can begin. */
    Mono<Void> idle() {
        return inFlight.close();
    }

    private StagedFile staged(SmbAttributes there) {
        isStaged = true;
        StagedFile staged = checked(settings, target, there);
        return new StagedFile(staged.path(), staged.size(), wasReopened);
    }

    private Mono<Void> closeHandle() {
        SmbFile file = opened;
        return isStaged || file == null ? Mono.empty() : file.close().then();
    }

    private <T> Mono<T> working(Function<SmbFile, Mono<T>> operation) {
        return Mono.defer(this::file).flatMap(operation).onErrorMap(this::explained);
    }

    /** The open file; opened again, once for all that wait for it, when its connection has gone. */
    private synchronized Mono<SmbFile> file() {
        SmbFile file = opened;
        if (file != null && file.share().isOpen()) {
            return Mono.just(file);
        }
        if (current == null) {
            current = links.share(slot)
                    .flatMap(share -> share.open(settings.remote(target.path()), OpenMode.WRITE_AGAIN))
                    .flatMap(this::reopened)
                    .doFinally(end -> forget())
                    .cache();
        }
        return current;
    }

    private synchronized void forget() {
        current = null;
    }

    private synchronized void keep(SmbFile file) {
        opened = file;
    }

    /** Bytes that the server acknowledged and did not keep must not be taken for written. */
    private Mono<SmbFile> reopened(SmbFile file) {
        wasReopened = true;
        if (file.opened().size() < acknowledged.get()) {
            return file.close()
                    .onErrorComplete()
                    .then(Mono.error(new TransferException(
                            Kind.CORRUPT,
                            settings.where(target.path()),
                            "the server has lost bytes that it had acknowledged; nothing of the file was published."
                                    + " Run again to send it anew")));
        }
        keep(file);
        return Mono.just(file);
    }

    private Throwable explained(Throwable failure) {
        return Failures.working(failure, settings, target.path());
    }

    /** The size that the server shows must be the size that was written. */
    static StagedFile checked(SmbSettings settings, StagingTarget target, SmbAttributes there) {
        if (there.size() != target.size()) {
            throw new TransferException(
                    Kind.CORRUPT,
                    settings.where(target.path()),
                    "the share shows " + there.size() + " bytes after " + target.size()
                            + " were to be written; the staging file is not used");
        }
        return new StagedFile(target.path(), there.size());
    }
}
