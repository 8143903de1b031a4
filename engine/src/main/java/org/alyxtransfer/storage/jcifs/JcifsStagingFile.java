package org.alyxtransfer.storage.jcifs;

import java.nio.ByteBuffer;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import jcifs.CIFSException;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.storage.Arena;
import org.alyxtransfer.storage.Chunk;
import org.alyxtransfer.storage.InFlight;
import org.alyxtransfer.storage.Leases;
import org.alyxtransfer.storage.StagedFile;
import org.alyxtransfer.storage.StagingFile;
import org.alyxtransfer.storage.StagingTarget;
import org.alyxtransfer.storage.Storage.Start;
import reactor.core.publisher.Mono;

/**
 * A staging file on the share: one handle, and one more on another lane for each further part of a large file. When a
 * connection breaks, the next write opens it again by name and goes on; the file then asks to be read back.
 *
 * <p>{@link #flush()} does nothing: jcifs-ng hands the bytes over when the file is closed, no more.
 */
final class JcifsStagingFile implements StagingFile {
    private final Share share;
    private final StagingTarget target;
    private final Arena arena;
    private final Writers writers;
    private final Leases leases;
    private final Consumer<JcifsStagingFile> onClosed;
    private final Handles handles;
    private final InFlight writes = new InFlight();
    private final InFlight stagings = new InFlight(); // may begin when no write may any more
    private final Mono<Void> idle = writes.close().then(stagings.close());
    private volatile IntPredicate slots;
    private volatile long sizeAtStart;

    JcifsStagingFile(
            Share share,
            StagingTarget target,
            Arena arena,
            Writers writers,
            Leases leases,
            Consumer<JcifsStagingFile> onClosed) {
        this.share = share;
        this.target = target;
        this.arena = arena;
        this.writers = writers;
        this.leases = leases;
        this.onClosed = onClosed;
        this.handles = new Handles(share.remote(target.path()), Opening.AGAIN);
        this.slots = share.lanes()::isEveryday;
    }

    /** Creates or re-opens it. */
    Mono<JcifsStagingFile> begin(Start start) {
        Mono<Boolean> created = Mono.defer(() -> writes.begin()
                ? share.workers().run(share.where(target.path()), slots, lane -> created(lane, start), writes::end)
                : Mono.error(closed()));
        return leases.writing(target.path(), created).thenReturn(this);
    }

    /** Completes once no operation on it runs any more, and no other can begin; the same at each call. */
    Mono<Void> idle() {
        return idle;
    }

    @Override
    public long sizeAtStart() {
        return sizeAtStart;
    }

    @Override
    public boolean isInDoubt() {
        return handles.wereLost();
    }

    @Override
    public Mono<Chunk> chunk(long offset, int length) {
        return arena.take(offset, length);
    }

    @Override
    public Mono<Void> write(Chunk chunk) {
        Mono<Boolean> written = Mono.defer(() -> {
            chunk.hold();
            if (!writes.begin()) {
                chunk.release();
                return Mono.error(closed());
            }
            return share.workers()
                    .run(
                            share.where(target.path()) + " @ " + chunk.offset(),
                            slots,
                            lane -> written(lane, chunk),
                            () -> {
                                chunk.release();
                                writes.end();
                            });
        });
        return leases.writing(target.path(), written).then(); // each, as any may open the file again
    }

    @Override
    public Mono<Void> flush() {
        return Mono.empty();
    }

    @Override
    public Mono<StagedFile> stage() {
        return writes.close()
                .then(leases.writing(
                        target.path(),
                        Mono.defer(() -> stagings.begin()
                                ? share.workers().run(share.where(target.path()), slots, this::staged, stagings::end)
                                : Mono.error(closed()))));
    }

    @Override
    public Mono<Void> close() {
        return idle.then(share.close(target.path(), handles))
                .onErrorComplete()
                .then(arena.close())
                .doOnTerminate(() -> onClosed.accept(this));
    }

    private boolean created(Lane lane, Start start) throws CIFSException {
        Handle handle =
                share.openWithFolders(lane, target.path(), start == Start.FRESH ? Opening.FRESH : Opening.RESUME);
        handles.keep(handle);
        if (start == Start.FRESH) {
            Calls.created(handle, System.currentTimeMillis()); // Samba would keep the time of whoever wrote it before
        }
        slots = share.spread(lane.slot(), target.size());
        long there = start == Start.FRESH ? 0 : handle.opened().size();
        if (there > target.size()) {
            Calls.truncate(handle, target.size());
        }
        sizeAtStart = Math.min(there, target.size());
        return true;
    }

    private boolean written(Lane lane, Chunk chunk) throws CIFSException {
        ByteBuffer bytes = chunk.bytes();
        writers.wrote(target.path(), lane.slot());
        return handles.using(lane, handle -> {
            Calls.write(handle, bytes.array(), bytes.arrayOffset() + bytes.position(), chunk.length(), chunk.offset());
            return true;
        });
    }

    private StagedFile staged(Lane lane) throws CIFSException {
        handles.closeOthers(lane); // the last handle to close decides the time
        RemoteAttributes there = handles.using(lane, last -> {
            RemoteAttributes closed = Calls.closeTimed(last, target.modified().toEpochMilli());
            handles.closed(last);
            return closed;
        });
        StagedFile staged = checked(share, target, there);
        writers.closed(target.path(), there.modifiedMillis());
        return new StagedFile(staged.path(), staged.size(), handles.wereLost());
    }

    private IllegalStateException closed() {
        return new IllegalStateException(target.path() + " is closed");
    }

    /** The size that the server shows must be the size that was written. */
    static StagedFile checked(Share share, StagingTarget target, RemoteAttributes there) {
        if (there.size() != target.size()) {
            throw new TransferException(
                    Kind.CORRUPT,
                    share.where(target.path()),
                    "the share shows " + there.size() + " bytes after " + target.size()
                            + " were to be written; the staging file is not used");
        }
        return new StagedFile(target.path(), there.size());
    }
}
