package org.alyxtransfer.storage.jcifs;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.IntPredicate;
import jcifs.CIFSException;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.storage.Chunk;
import org.alyxtransfer.storage.FileStat;
import org.alyxtransfer.storage.InFlight;
import org.alyxtransfer.storage.Lease;
import org.alyxtransfer.storage.Leases;
import org.alyxtransfer.storage.Limits;
import org.alyxtransfer.storage.MemoryBudget;
import org.alyxtransfer.storage.MemoryBudget.ArenaShape;
import org.alyxtransfer.storage.SourceFile;
import org.alyxtransfer.storage.StagedFile;
import org.alyxtransfer.storage.StagingFile;
import org.alyxtransfer.storage.StagingTarget;
import org.alyxtransfer.storage.Storage;
import org.alyxtransfer.storage.ntstatus.NtFailures;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * An SMB share, through jcifs-ng. Long-lived: it keeps its connections until {@link #close()}.
 *
 * <p>Connects when it is first needed. Fails with {@code AUTHENTICATION} on a wrong password, {@code NOT_FOUND} on an
 * unknown share, {@code UNSUPPORTED} when the share demands encryption, {@code UNREACHABLE} when there is no server, and
 * with {@code DISCONNECTED} or {@code TIMEOUT} (repeat: the next operation gets a new connection) when one breaks.
 * Signals arrive on this storage's own threads; cancelling never interrupts a request.
 */
public final class JcifsStorage implements Storage {
    private final Share share;
    private final MemoryBudget memory;
    private final Mono<Limits> limits;
    private final Map<FilePath, Mono<Void>> idle = new ConcurrentHashMap<>(); // of the staging files in work
    private final Writers writers = new Writers();
    private final Leases leases = new Leases();
    private volatile boolean othersMayHaveWritten; // as a lease was nobody's for a moment

    public JcifsStorage(JcifsSettings settings, MemoryBudget memory) {
        this.share = Share.of(settings);
        this.memory = memory;
        this.limits = share.run(FilePath.ROOT, Lane::isSigned).map(this::limits).cacheInvalidateIf(any -> false);
    }

    @Override
    public String name() {
        return share.settings().name();
    }

    @Override
    public Mono<Limits> limits() {
        return limits;
    }

    /** The dialect that the server chose; empty when jcifs-ng does not tell. */
    public Mono<Dialect> dialect() {
        return share.run(FilePath.ROOT, Lane::dialect).flatMap(Mono::justOrEmpty);
    }

    @Override
    public Mono<FileStat> stat(FilePath path) {
        return share.run(path, lane -> Optional.ofNullable(share.statOrNull(lane, path)))
                .flatMap(Mono::justOrEmpty)
                .map(found -> found.at(path));
    }

    @Override
    public Flux<FileStat> list(FilePath directory) {
        return new Listing(share, directory).entries();
    }

    @Override
    public Mono<SourceFile> open(FilePath path) {
        return opened(path, share.lanes()::isEveryday);
    }

    @Override
    public Mono<SourceFile> openForReadBack(StagedFile staged) {
        return Mono.defer(() -> opened(staged.path(), writers.others(staged.path(), share.lanes())));
    }

    @Override
    public Mono<StagingFile> openStaged(StagingTarget target, Start start) {
        return Mono.usingWhen(
                memory.admit(shape(target.size())).map(arena -> {
                    JcifsStagingFile file = new JcifsStagingFile(
                            share, target, arena, writers, leases, closed -> idle.remove(target.path(), closed.idle()));
                    idle.put(target.path(), file.idle());
                    return file;
                }),
                file -> file.begin(start),
                file -> Mono.empty(),
                (file, failure) -> file.close(),
                JcifsStagingFile::close);
    }

    @Override
    public Mono<StagedFile> putSmall(StagingTarget target, Function<Chunk, Mono<Chunk>> fill) {
        if (target.size() > Frames.COMPOUND_BYTES) {
            return Storage.super.putSmall(target, fill);
        }
        return Mono.usingWhen(
                memory.admit(shape(target.size())),
                arena -> arena.take(0, (int) target.size()).flatMap(fill).flatMap(chunk -> leases.writing(
                                target.path(), writeWhole(target, chunk))
                        .doFinally(end -> chunk.giveBack())),
                arena -> arena.close());
    }

    @Override
    public Mono<Void> publish(StagedFile staged, FilePath target, OnExisting onExisting) {
        Mono<Boolean> published = share.run(target, lane -> {
            requireOwn(lane, staged);
            share.publish(lane, staged, target, onExisting);
            return true;
        });
        return leases.naming(target, published.then());
    }

    @Override
    public Mono<Void> discard(FilePath staging) {
        return leases.naming(staging, confirmed -> idle.getOrDefault(staging, Mono.empty())
                .then(confirmed)
                .then(removed(staging)));
    }

    @Override
    public Mono<Void> remove(FilePath path) {
        return leases.naming(path, removed(path));
    }

    private Mono<Void> removed(FilePath path) {
        return share.run(path, lane -> deleted(lane, path)).then();
    }

    @Override
    public Mono<Lease> lease(FilePath folder) {
        return share.workers()
                .open(share.where(folder), share.lanes()::isForLeases, lane -> leased(lane, folder), JcifsLease::undo)
                .map(lease -> leases.keep(folder, lease));
    }

    @Override
    public Mono<Long> freeBytes() {
        return share.run(FilePath.ROOT, lane -> Calls.freeBytes(lane, share.remote(FilePath.ROOT)));
    }

    /** Lets running operations end, logs off and stops the threads. Operations asked for later fail. */
    public Mono<Void> close() {
        return Mono.create(sink -> {
            Thread closer = new Thread(
                    () -> {
                        share.workers().close();
                        share.lanes().close();
                        sink.success();
                    },
                    "smb-closer");
            closer.setDaemon(true);
            closer.start();
        });
    }

    private Mono<SourceFile> opened(FilePath path, IntPredicate slots) {
        return share.workers()
                .open(share.where(path), slots, lane -> openedOn(lane, path), JcifsSourceFile::undo)
                .cast(SourceFile.class);
    }

    private JcifsSourceFile openedOn(Lane lane, FilePath path) throws CIFSException {
        Handle handle = Calls.open(lane, share.remote(path), Opening.READ);
        FileStat stat = handle.opened().at(path);
        if (!stat.isFile()) {
            Calls.close(handle);
            throw new TransferException(Kind.INVALID, share.where(path), "it is a link or folder, not a file");
        }
        return new JcifsSourceFile(share, path, handle);
    }

    private JcifsLease leased(Lane lane, FilePath folder) throws CIFSException {
        try {
            return JcifsLease.take(share, lane, folder, () -> othersMayHaveWritten = true);
        } catch (CIFSException e) {
            TransferException failure = Failures.working(e, share.where(folder));
            throw failure.kind() == Kind.BUSY
                    ? new TransferException(Kind.BUSY, share.where(folder), "another client is writing to it", e)
                    : failure;
        }
    }

    /** Who had a session's lease in between may have used the same name for a staging file, and left it half written. */
    private void requireOwn(Lane lane, StagedFile staged) throws CIFSException {
        RemoteAttributes there = othersMayHaveWritten ? share.statOrNull(lane, staged.path()) : null;
        if (there != null
                && (there.size() != staged.size() || !writers.mayBeOf(staged.path(), there.modifiedMillis()))) {
            throw new TransferException(
                    Kind.CORRUPT,
                    share.where(staged.path()),
                    "another client wrote to this staging file while the session's lease was lost; nothing of it was"
                            + " published. Run again to send it anew");
        }
    }

    private Mono<StagedFile> writeWhole(StagingTarget target, Chunk chunk) {
        return Mono.defer(() -> {
            InFlight put = new InFlight();
            Mono<Void> ended = put.close();
            chunk.hold();
            put.begin();
            idle.put(target.path(), ended);
            return share.workers()
                    .run(
                            share.where(target.path()),
                            share.lanes()::isEveryday,
                            lane -> whole(lane, target, chunk),
                            () -> {
                                chunk.release();
                                put.end();
                                idle.remove(target.path(), ended);
                            });
        });
    }

    private StagedFile whole(Lane lane, StagingTarget target, Chunk chunk) throws CIFSException {
        ByteBuffer bytes = chunk.bytes();
        RemoteAttributes there = share.withFolders(
                lane,
                target.path(),
                () -> Calls.writeWhole(
                        lane,
                        share.remote(target.path()),
                        bytes.array(),
                        bytes.arrayOffset() + bytes.position(),
                        chunk.length(),
                        target.modified().toEpochMilli()));
        writers.wrote(target.path(), lane.slot());
        writers.closed(target.path(), there.modifiedMillis());
        return JcifsStagingFile.checked(share, target, there);
    }

    private boolean deleted(Lane lane, FilePath path) throws CIFSException {
        try {
            Calls.delete(lane, share.remote(path));
            return true;
        } catch (CIFSException e) {
            if (NtFailures.meansMissing(NtStatusCode.of(e))) {
                return false;
            }
            throw e;
        }
    }

    private ArenaShape shape(long size) {
        JcifsSettings settings = share.settings();
        if (size <= Frames.COMPOUND_BYTES) {
            return new ArenaShape(Frames.COMPOUND_BYTES, 0, false, 1);
        }
        long chunks = Math.min(settings.writesInFlight(), 1 + size / settings.chunkBytes());
        return new ArenaShape(settings.chunkBytes(), 0, false, (int) chunks);
    }

    private Limits limits(boolean signed) {
        JcifsSettings settings = share.settings();
        return new Limits(
                settings.chunkBytes(),
                settings.writesInFlight(),
                settings.writesInFlight(),
                settings.workers(),
                Limits.Flush.CLOSE_ONLY,
                signed ? Limits.Wire.PROTECTED : Limits.Wire.OPEN,
                true);
    }
}
