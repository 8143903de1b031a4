package org.alyxtransfer.storage.smb;

import java.util.List;
import java.util.OptionalInt;
import java.util.function.Function;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.smb.OpenMode;
import org.alyxtransfer.smb.SessionFacts;
import org.alyxtransfer.smb.SmbEntry;
import org.alyxtransfer.smb.SmbFile;
import org.alyxtransfer.smb.SmbShare;
import org.alyxtransfer.smb.failure.SmbException;
import org.alyxtransfer.smb.wire.Payload;
import org.alyxtransfer.storage.Arena;
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
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * An SMB share, through this project's own client. Long-lived: it keeps its connections until {@link #close()}.
 *
 * <p>Connects when it is first needed. Fails with {@code AUTHENTICATION} on a wrong password, {@code NOT_FOUND} on an
 * unknown share, {@code UNSUPPORTED} when server and settings agree on no protection, {@code UNREACHABLE} when there is no
 * server, and with {@code DISCONNECTED} or {@code TIMEOUT} (repeat: the next operation gets a new connection) when one
 * breaks. Signals arrive on the connections' threads.
 */
public final class SmbStorage implements Storage {
    private static final Logger log = LoggerFactory.getLogger(SmbStorage.class);

    private final SmbSettings settings;
    private final MemoryBudget memory;
    private final Links links;
    private final Folders folders;
    private final SmallFiles smallFiles;
    private final Writers writers = new Writers();
    private final Leases leases = new Leases();
    private final Publishing publishing;

    public SmbStorage(SmbSettings settings, MemoryBudget memory) {
        this.settings = settings;
        this.memory = memory;
        this.links = new Links(settings);
        this.folders = new Folders(settings);
        this.smallFiles = new SmallFiles(settings);
        this.publishing = new Publishing(settings, folders, writers);
    }

    @Override
    public String name() {
        return settings.name();
    }

    @Override
    public Mono<Limits> limits() {
        return links.share(0).map(this::limits); // not kept: a server that was restarted may protect less
    }

    /** Whether a failure says that the server is older than this client can go. */
    public static boolean isTooOld(Throwable failure) {
        return failure.getCause() instanceof SmbException known && known.reason() == SmbException.Reason.DIALECT;
    }

    /** What server and client agreed on, and how messages about this share are protected. */
    public Mono<SessionFacts> facts() {
        return links.share(0).map(SmbShare::facts);
    }

    @Override
    public Mono<FileStat> stat(FilePath path) {
        return on(path, share -> share.stat(settings.remote(path))
                        .onErrorResume(Failures::isMissing, e -> Mono.empty()))
                .map(found -> Attributes.at(path, found));
    }

    @Override
    public Flux<FilePath> changes(FilePath folder) {
        return links.share()
                .flatMapMany(share -> share.watch(settings.remote(folder), true))
                .mapNotNull(change -> below(folder, change.name()))
                .onErrorMap(e -> Failures.working(e, settings, folder));
    }

    /** Null for a name that no file of ours can have. */
    private static @Nullable FilePath below(FilePath folder, String name) {
        try {
            return folder.resolve(name.replace('\\', '/'));
        } catch (TransferException unusable) {
            return null;
        }
    }

    @Override
    public Flux<FileStat> list(FilePath directory) {
        return links.share()
                .flatMapMany(share -> share.list(settings.remote(directory)))
                .concatMapIterable(entry -> described(directory, entry), 1)
                .onErrorMap(e -> Failures.working(e, settings, directory));
    }

    @Override
    public Mono<SourceFile> open(FilePath path) {
        return Mono.defer(() -> opened(path, links.next()));
    }

    @Override
    public Mono<SourceFile> openTold(FilePath path, long size) {
        return Mono.defer(() -> opened(path, size, links.next()));
    }

    @Override
    public Mono<Chunk> getSmall(FileStat seen, Chunk chunk) {
        return seen.size() > SmbShare.SMALL
                ? Storage.super.getSmall(seen, chunk)
                : on(seen.path(), share -> smallFiles.into(chunk, share, seen));
    }

    @Override
    public Mono<SourceFile> openForReadBack(StagedFile staged) {
        return Mono.defer(() -> {
            OptionalInt writer = writers.slotOf(staged.path());
            int other = writer.isPresent() ? links.otherThan(writer.getAsInt()) : links.forLeases();
            return opened(staged.path(), staged.size(), other);
        });
    }

    @Override
    public Mono<StagingFile> openStaged(StagingTarget target, Start start) {
        return Mono.usingWhen(
                        memory.admit(shape(target.size()))
                                .map(arena ->
                                        new SmbStagingFile(settings, links, folders, writers, leases, target, arena)),
                        file -> file.begin(start),
                        file -> Mono.empty(),
                        (file, failure) -> file.close(),
                        SmbStagingFile::close)
                .cast(StagingFile.class);
    }

    @Override
    public Mono<StagedFile> putSmall(StagingTarget target, Function<Chunk, Mono<Chunk>> fill) {
        if (target.size() > SmbShare.SMALL) {
            return Storage.super.putSmall(target, fill);
        }
        return Mono.defer(() -> {
            InFlight operations = new InFlight();
            return Mono.usingWhen(
                    memory.admit(new ArenaShape(SmbShare.SMALL, Payload.HEADROOM, true, 1)),
                    arena -> small(target, arena, fill, operations),
                    arena -> arena.close().doFinally(end -> writers.ended(operations)));
        });
    }

    @Override
    public Mono<Void> publish(StagedFile staged, FilePath target, OnExisting onExisting) {
        boolean replace = onExisting == OnExisting.REPLACE;
        return leases.naming(
                target,
                confirmed -> on(target, share -> confirmed.then(publishing.published(share, staged, target, replace))));
    }

    @Override
    public Mono<Void> discard(FilePath staging) {
        return leases.naming(
                staging, confirmed -> writers.idle(staging).then(confirmed).then(removed(staging)));
    }

    @Override
    public Mono<Void> remove(FilePath path) {
        return leases.naming(path, removed(path));
    }

    private Mono<Void> removed(FilePath path) {
        return on(path, share -> share.delete(settings.remote(path))
                .onErrorResume(Failures::isMissing, e -> Mono.empty()));
    }

    @Override
    public Mono<Boolean> removeFolder(FilePath folder) {
        return on(folder, share -> share.deleteFolder(settings.remote(folder))
                .thenReturn(true)
                .onErrorResume(Failures::isMissing, e -> Mono.just(true))
                .onErrorResume(Failures::staysForWhatItHolds, e -> Mono.just(false)));
    }

    @Override
    public Mono<Lease> lease(FilePath folder) {
        return SmbLease.of(settings, links, folders, folder, writers::othersMayHaveWritten)
                .onErrorMap(e -> busy(Failures.working(e, settings, folder), folder))
                .map(lease -> leases.keep(folder, lease));
    }

    @Override
    public Mono<Long> freeBytes() {
        return on(FilePath.ROOT, share -> share.space().map(space -> space.freeBytes()));
    }

    /** Logs off. Operations under way and those asked for later fail. */
    public Mono<Void> close() {
        return links.close();
    }

    /** Nothing for a name that this program would not touch; it is said, not hidden. */
    private List<FileStat> described(FilePath folder, SmbEntry entry) {
        try {
            return List.of(Attributes.at(folder.resolve(entry.name()), entry.attributes()));
        } catch (TransferException e) {
            log.warn("{}: left out of the listing: {}", settings.where(folder), e.getMessage());
            return List.of();
        }
    }

    private <T> Mono<T> on(FilePath path, Function<SmbShare, Mono<T>> operation) {
        return links.share().flatMap(operation).onErrorMap(e -> Failures.working(e, settings, path));
    }

    private Mono<SourceFile> opened(FilePath path, long told, int slot) {
        Mono<SourceFile> held = links.share(slot).flatMap(share -> smallFiles.held(share, path, (int) told));
        return told > SmbShare.SMALL
                ? opened(path, slot)
                : held.onErrorMap(e -> Failures.working(e, settings, path)).switchIfEmpty(opened(path, slot));
    }

    private Mono<SourceFile> opened(FilePath path, int slot) {
        return links.share(slot)
                .flatMap(share -> share.open(settings.remote(path), OpenMode.READ))
                .flatMap(file -> source(path, file))
                .onErrorMap(e -> Failures.working(e, settings, path));
    }

    private Mono<SourceFile> source(FilePath path, SmbFile file) {
        FileStat stat = Attributes.at(path, file.opened());
        if (stat.isFile()) {
            return Mono.just(new SmbSourceFile(settings, file, stat));
        }
        return file.close()
                .onErrorComplete()
                .then(Mono.error(new TransferException(
                        Kind.INVALID, settings.where(path), "it is a link or folder, not a file")));
    }

    private Mono<StagedFile> small(
            StagingTarget target, Arena arena, Function<Chunk, Mono<Chunk>> fill, InFlight operations) {
        writers.began(target.path(), operations);
        return arena.take(0, (int) target.size()).flatMap(fill).flatMap(chunk -> whole(target, chunk, operations));
    }

    private Mono<StagedFile> whole(StagingTarget target, Chunk chunk, InFlight operations) {
        int slot = links.next();
        ChunkPayload payload = new ChunkPayload(chunk, 0, operations);
        return links.share(slot)
                .flatMap(share -> folders.above(
                        share,
                        target.path(),
                        () -> leases.writing(
                                target.path(), share.put(settings.remote(target.path()), payload, target.modified()))))
                .map(there -> {
                    writers.wrote(target.path(), slot, there.written());
                    return SmbStagingFile.checked(settings, target, there);
                })
                .onErrorMap(e -> Failures.working(e, settings, target.path()))
                .doFinally(end -> chunk.giveBack());
    }

    private Throwable busy(Throwable failure, FilePath folder) {
        return failure instanceof TransferException known && known.kind() == Kind.BUSY
                ? new TransferException(Kind.BUSY, settings.where(folder), "another client is writing to it", known)
                : failure;
    }

    private ArenaShape shape(long size) {
        long chunks = Math.min(settings.inFlight(), 1 + size / settings.chunkBytes());
        return new ArenaShape(settings.chunkBytes(), Payload.HEADROOM, true, (int) chunks);
    }

    private Limits limits(SmbShare share) {
        int chunk = Math.min(
                settings.chunkBytes(),
                Math.min(share.facts().largestWrite(), share.facts().largestRead()));
        return new Limits(
                chunk,
                settings.inFlight(),
                settings.inFlight(),
                settings.filesInFlight(),
                Limits.Flush.DURABLE,
                share.isProtected() ? Limits.Wire.PROTECTED : Limits.Wire.OPEN,
                true);
    }
}
