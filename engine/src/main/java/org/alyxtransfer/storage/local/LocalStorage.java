package org.alyxtransfer.storage.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.storage.Arena;
import org.alyxtransfer.storage.Chunk;
import org.alyxtransfer.storage.FileStat;
import org.alyxtransfer.storage.InFlight;
import org.alyxtransfer.storage.Lease;
import org.alyxtransfer.storage.Leases;
import org.alyxtransfer.storage.Limits;
import org.alyxtransfer.storage.MemoryBudget;
import org.alyxtransfer.storage.MemoryBudget.ArenaShape;
import org.alyxtransfer.storage.Removable;
import org.alyxtransfer.storage.SourceFile;
import org.alyxtransfer.storage.StagedFile;
import org.alyxtransfer.storage.StagingFile;
import org.alyxtransfer.storage.StagingTarget;
import org.alyxtransfer.storage.Storage;
import org.alyxtransfer.threads.WorkerThreads;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * A folder of this computer.
 *
 * <p>All disk access happens on the scheduler it is given ({@link #newDiskScheduler}); results arrive on its threads. The
 * folder itself must exist: a disk that is not mounted must not be filled in its place.
 */
public final class LocalStorage implements Storage, Removable {
    private final LocalPaths paths;
    private final MemoryBudget budget;
    private final DiskIo io;
    private final LocalSettings settings;
    private final Mono<Limits> limits;
    private final FolderSyncs folders;
    private final Leases leases = new Leases();
    private final ConcurrentMap<FilePath, LocalStagingFile> open = new ConcurrentHashMap<>();

    public LocalStorage(Path root, MemoryBudget budget, Scheduler disk) {
        this(root, budget, disk, LocalSettings.DEFAULT);
    }

    public LocalStorage(Path root, MemoryBudget budget, Scheduler disk, LocalSettings settings) {
        this.paths = new LocalPaths(root);
        this.budget = budget;
        this.io = new DiskIo(disk);
        this.folders = new FolderSyncs(io, LocalPaths::sync);
        this.settings = settings;
        this.limits = io.call(FilePath.ROOT, this::findLimits).cache();
    }

    /** Threads for disk access, to share among all local storages of a process; the caller disposes of them. */
    public static Scheduler newDiskScheduler(int threads) {
        return WorkerThreads.scheduler("alyx-disk", threads, Integer.MAX_VALUE); // as much waits as files are in flight
    }

    @Override
    public String name() {
        return "file:" + paths.root();
    }

    @Override
    public Mono<Limits> limits() {
        return limits;
    }

    @Override
    public Mono<FileStat> stat(FilePath path) {
        return io.call(path, () -> {
            try {
                BasicFileAttributes found = LocalPaths.attributes(paths.find(path));
                return found == null ? null : LocalPaths.stat(path, found);
            } catch (NoSuchFileException e) {
                return null;
            }
        });
    }

    @Override
    public Flux<FileStat> list(FilePath directory) {
        return LocalListing.of(io, paths, directory);
    }

    @Override
    public Mono<SourceFile> open(FilePath path) {
        return LocalSourceFile.open(io, paths, path, settings.inFlight());
    }

    /** One trip to the disk's threads instead of four. */
    @Override
    public Mono<Chunk> getSmall(FileStat seen, Chunk chunk) {
        return io.onChunk(seen.path(), new InFlight(), chunk, () -> LocalSourceFile.getNow(paths, seen, chunk.bytes()));
    }

    @Override
    public Mono<StagingFile> openStaged(StagingTarget target, Start start) {
        return afterEarlier(
                target.path(),
                Mono.usingWhen(
                        budget.admit(shape(settings.inFlight())),
                        arena -> leases.writing(target.path(), opened(target, start, arena)),
                        arena -> Mono.empty(),
                        (arena, failure) -> Mono.fromRunnable(arena::abandon),
                        arena -> Mono.fromRunnable(arena::abandon)));
    }

    private Mono<StagingFile> opened(StagingTarget target, Start start, Arena arena) {
        return io.open(
                        target.path(),
                        LocalStagingFile.class,
                        () -> openNow(target, start, arena),
                        LocalStagingFile::abandon)
                .cast(StagingFile.class);
    }

    /** One trip to the disk's threads instead of five. */
    @Override
    public Mono<StagedFile> putSmall(StagingTarget target, Function<Chunk, Mono<Chunk>> fill) {
        return afterEarlier(
                target.path(),
                Mono.usingWhen(
                        budget.admit(shape(1)),
                        arena -> arena.take(0, Math.toIntExact(target.size()))
                                .flatMap(fill)
                                .flatMap(chunk -> leases.writing(target.path(), put(target, chunk))),
                        Arena::close));
    }

    private Mono<StagedFile> put(StagingTarget target, Chunk chunk) {
        StagedFile staged = new StagedFile(target.path(), target.size());
        return io.onChunk(target.path(), new InFlight(), chunk, staged, () -> putNow(target, chunk));
    }

    @Override
    public Mono<Void> publish(StagedFile staged, FilePath target, OnExisting onExisting) {
        return leases.naming(
                target,
                io.call(target, () -> LocalPublishing.publish(paths, staged, target, onExisting))
                        .flatMap(folder -> folders.sync(folder, target)));
    }

    @Override
    public Mono<Void> discard(FilePath staging) {
        return leases.naming(staging, confirmed -> afterEarlier(staging, confirmed.then(removed(staging))));
    }

    @Override
    public Mono<Void> remove(FilePath path) {
        return leases.naming(path, removed(path));
    }

    private Mono<Void> removed(FilePath path) {
        return io.run(path, () -> removeNow(path));
    }

    @Override
    public Mono<Version> version(FilePath path) {
        return io.call(path, () -> {
            try {
                return version(LocalPaths.attributes(paths.find(path)));
            } catch (NoSuchFileException e) {
                return null;
            }
        });
    }

    @Override
    public Mono<Boolean> removeIf(FilePath path, Version version) {
        return io.call(path, () -> {
            Path at = paths.find(path);
            boolean same = version.equals(version(LocalPaths.attributes(at)));
            return same && Files.deleteIfExists(at);
        });
    }

    private static @Nullable Version version(@Nullable BasicFileAttributes found) {
        if (found == null || !found.isRegularFile()) {
            return null;
        }
        Object key = found.fileKey(); // null on Windows
        return new Version(found.size(), found.lastModifiedTime().toInstant(), key == null ? "" : key.toString());
    }

    @Override
    public Mono<Boolean> removeFolder(FilePath folder) {
        return io.call(folder, () -> removeFolderNow(folder));
    }

    @Override
    public Mono<Lease> lease(FilePath folder) {
        return LocalLease.of(io, paths, folder).map(lease -> leases.keep(folder, lease));
    }

    @Override
    public Mono<Long> freeBytes() {
        return io.call(FilePath.ROOT, () -> Files.getFileStore(paths.root()).getUsableSpace());
    }

    /** Waits for the writes of an earlier attempt at the same file. */
    private <T> Mono<T> afterEarlier(FilePath staging, Mono<T> next) {
        return Mono.defer(() -> {
            LocalStagingFile earlier = open.get(staging);
            return earlier == null ? next : earlier.close().then(next);
        });
    }

    private LocalStagingFile openNow(StagingTarget target, Start start, Arena arena) throws IOException {
        try {
            Path at = paths.findCreating(target.path());
            LocalStagingFile file = LocalStagingFile.open(io, at, target, start, arena, this::forget);
            open.put(target.path(), file);
            return file;
        } catch (IOException | RuntimeException e) {
            arena.abandon(); // here, as nobody hears of the failure after a cancel
            throw e;
        }
    }

    private void forget(LocalStagingFile file, FilePath staging) {
        open.remove(staging, file);
    }

    private void putNow(StagingTarget target, Chunk chunk) throws IOException {
        Path at = paths.findCreating(target.path());
        try (FileChannel channel = LocalStagingFile.createAnew(at)) {
            LocalStagingFile.writeAll(channel, chunk.bytes(), 0);
            channel.force(true);
        }
        LocalStagingFile.finish(at, target);
    }

    private void removeNow(FilePath path) throws IOException {
        Path at;
        try {
            at = paths.find(path);
        } catch (NoSuchFileException e) {
            return;
        }
        BasicFileAttributes found = LocalPaths.attributes(at);
        if (found != null && found.isDirectory()) {
            throw new TransferException(Kind.INVALID, path.value(), "is a folder; only files are removed");
        }
        Files.deleteIfExists(at);
    }

    private boolean removeFolderNow(FilePath folder) throws IOException {
        try {
            Path at = paths.find(folder);
            BasicFileAttributes found = LocalPaths.attributes(at);
            if (found != null && !found.isDirectory()) {
                return false;
            }
            Files.deleteIfExists(at);
            return true;
        } catch (NoSuchFileException e) {
            return true;
        } catch (DirectoryNotEmptyException e) {
            return false;
        }
    }

    private ArenaShape shape(int chunks) {
        return new ArenaShape(settings.chunkBytes(), 0, true, chunks);
    }

    private Limits findLimits() {
        return new Limits(
                settings.chunkBytes(),
                settings.inFlight(),
                settings.inFlight(),
                settings.filesInFlight(),
                Limits.Flush.DURABLE,
                Limits.Wire.PROTECTED,
                LocalCase.isIgnoredIn(paths.root()));
    }
}
