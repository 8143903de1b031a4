package org.alyxtransfer.storage.smb;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.smb.OpenMode;
import org.alyxtransfer.smb.SmbAttributes;
import org.alyxtransfer.smb.SmbFile;
import org.alyxtransfer.smb.SmbShare;
import org.alyxtransfer.storage.Arena;
import org.alyxtransfer.storage.Chunk;
import org.alyxtransfer.storage.InFlight;
import org.alyxtransfer.storage.Leases;
import org.alyxtransfer.storage.StagedFile;
import org.alyxtransfer.storage.StagingFile;
import org.alyxtransfer.storage.StagingTarget;
import org.alyxtransfer.storage.Storage.Start;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * A staging file on the share. When its connection breaks, or the server closes it, the next operation opens it again by
 * name and goes on; what was acknowledged is not sent again, but the file then asks to be read back. So does one that an
 * earlier request may still empty, or that others could write to while its session's lease was nobody's.
 */
final class SmbStagingFile implements StagingFile {
    private final SmbSettings settings;
    private final Links links;
    private final Folders folders;
    private final Writers writers;
    private final Leases leases;
    private final StagingTarget target;
    private final Arena arena;
    private final int slot;
    private final InFlight inFlight = new InFlight();
    private final InFlight openings = new InFlight();
    private final AtomicLong acknowledged = new AtomicLong();
    private @Nullable Mono<SmbFile> current;
    private volatile @Nullable SmbFile opened;
    private volatile long sizeAtStart;
    private volatile String beginning = "";
    private volatile boolean wasReopened;
    private volatile boolean isMaybeEmptiedLate;
    private volatile int lapsesAtStart;
    private volatile boolean isStaged;

    SmbStagingFile(
            SmbSettings settings,
            Links links,
            Folders folders,
            Writers writers,
            Leases leases,
            StagingTarget target,
            Arena arena) {
        this.settings = settings;
        this.links = links;
        this.folders = folders;
        this.writers = writers;
        this.leases = leases;
        this.target = target;
        this.arena = arena;
        this.slot = links.next();
    }

    /** Creates or re-opens it. */
    Mono<SmbStagingFile> begin(Start start) {
        writers.began(target.path(), inFlight);
        writers.began(target.path(), openings);
        writers.wrote(target.path(), slot, null);
        isMaybeEmptiedLate = writers.isMaybeEmptiedLate(target.path());
        lapsesAtStart = writers.lapses();
        return links.share(slot)
                .flatMap(share -> folders.above(
                        share, target.path(), () -> start == Start.FRESH ? anew(share) : goneOnWith(share)))
                .flatMap(file -> begun(file, start))
                .onErrorMap(this::explained)
                .thenReturn(this);
    }

    /** A server that shows another time than it was given does not keep it, and so tells nothing. */
    private Mono<SmbFile> anew(SmbShare share) {
        Instant drawn = Beginnings.draw();
        Mono<SmbFile> opened =
                share.begin(settings.remote(target.path()), drawn).doOnError(this::noteLate);
        return open(opened, file -> {
            boolean isKept = file.opened().created().equals(drawn);
            beginning = isKept ? Beginnings.of(file) : "";
            return keep(file);
        });
    }

    private Mono<SmbFile> goneOnWith(SmbShare share) {
        return open(share.open(settings.remote(target.path()), OpenMode.WRITE_ON), file -> {
            beginning = Beginnings.of(file);
            return keep(file);
        });
    }

    private Mono<Void> begun(SmbFile file, Start start) {
        long there = start == Start.FRESH ? 0 : file.opened().size();
        sizeAtStart = Math.min(there, target.size());
        return there > target.size() ? file.setSize(target.size()) : Mono.empty();
    }

    @Override
    public long sizeAtStart() {
        return sizeAtStart;
    }

    @Override
    public String beginning() {
        return beginning;
    }

    @Override
    public boolean isInDoubt() {
        return wasReopened || isMaybeEmptiedLate || writers.lapses() != lapsesAtStart;
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
                .then(openings.close())
                .then(Mono.defer(this::closeHandle))
                .onErrorComplete()
                .then(arena.close())
                .doFinally(end -> ended());
    }

    private void ended() {
        writers.ended(inFlight);
        writers.ended(openings);
    }

    private StagedFile staged(SmbAttributes there) {
        isStaged = true;
        writers.wrote(target.path(), slot, there.written());
        StagedFile staged = checked(settings, target, there);
        return new StagedFile(staged.path(), staged.size(), isInDoubt());
    }

    private Mono<Void> closeHandle() {
        SmbFile file = opened;
        return isStaged || file == null ? Mono.empty() : file.close().then();
    }

    private <T> Mono<T> working(Function<SmbFile, Mono<T>> operation) {
        return Mono.defer(this::file)
                .flatMap(file -> operation.apply(file).doOnError(Failures::isClosedByServer, e -> lost(file)))
                .onErrorMap(this::explained);
    }

    /** The open file; opened again, once for all that wait for it, when its connection or its handle has gone. */
    private synchronized Mono<SmbFile> file() {
        SmbFile file = opened;
        if (file != null && file.share().isOpen()) {
            return Mono.just(file);
        }
        if (current == null) {
            current = links.share(slot)
                    .flatMap(share ->
                            open(share.open(settings.remote(target.path()), OpenMode.WRITE_AGAIN), this::reopened))
                    .doFinally(end -> forget())
                    .cache();
        }
        return current;
    }

    private synchronized void forget() {
        current = null;
    }

    /** Goes on when nobody waits for it any more: what was sent opens, or makes, a file that somebody has to close. */
    private Mono<SmbFile> open(Mono<SmbFile> opened, Function<SmbFile, Mono<SmbFile>> taken) {
        return Mono.defer(() -> openings.begin()
                ? leases.writing(target.path(), opened)
                        .flatMap(taken)
                        .doFinally(end -> openings.end())
                        .cache()
                : Mono.error(new IllegalStateException(target.path() + " is closed")));
    }

    /** A kernel or server that still has the request may empty the file while the next attempt writes it. */
    private void noteLate(Throwable failure) {
        if (Failures.mayStillTakeEffect(failure)) {
            writers.mayBeEmptiedLate(target.path());
        }
    }

    private synchronized Mono<SmbFile> keep(SmbFile file) {
        opened = file;
        return Mono.just(file);
    }

    private synchronized void lost(SmbFile file) {
        file.forget();
        if (opened == file) {
            opened = null;
        }
    }

    /** Bytes that the server acknowledged and did not keep must not be taken for written. */
    private Mono<SmbFile> reopened(SmbFile file) {
        wasReopened = true;
        if (!beginning.isEmpty() && !beginning.equals(Beginnings.of(file))) {
            return unusable(file, "somebody else has begun the staging file anew");
        }
        return file.opened().size() < acknowledged.get()
                ? unusable(file, "the server has lost bytes that it had acknowledged")
                : keep(file);
    }

    private Mono<SmbFile> unusable(SmbFile file, String why) {
        return file.close()
                .onErrorComplete()
                .then(Mono.error(new TransferException(
                        Kind.CORRUPT,
                        settings.where(target.path()),
                        why + "; nothing of the file was published. Run again to send it anew")));
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
