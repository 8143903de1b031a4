package org.alyxtransfer.storage.local;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.storage.Lease;
import org.alyxtransfer.storage.LeaseProofs;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * A lock on a hidden file in the folder, which the operating system drops when the process ends; the file goes with it, and
 * so do folders that were made for it and are still empty: a session of which nothing is brought leaves none.
 */
final class LocalLease implements Lease {
    static final String FILE = PREFIX + "lease";

    private static final int TRIES = 20;
    private static final int MOST_PADDING = 1 << 16;
    private static final long BEHIND_THE_TEXT = Long.MAX_VALUE - 1; // Windows lets nobody read locked bytes

    // Locks belong to the process: two storages of this one would both get it, and POSIX drops a lock as soon as the
    // process closes any channel of the file. So nothing here may open it: it is neither listed nor read.
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    private final DiskIo io;
    private final FilePath folder;
    private final Path file;
    private final FileChannel channel;
    private final List<Path> made;
    private final long size;
    private final LeaseProofs proofs;
    private final AtomicBoolean held = new AtomicBoolean(true);

    /** A locked file, and the size by which it is known. */
    private record Locked(FileChannel channel, long size) {}

    private LocalLease(DiskIo io, FilePath folder, Path file, Locked locked, List<Path> made) {
        this.io = io;
        this.folder = folder;
        this.file = file;
        this.channel = locked.channel();
        this.size = locked.size();
        this.made = made;
        this.proofs = new LeaseProofs(io.run(folder, this::requireNamed), () -> true);
    }

    static Mono<Lease> of(DiskIo io, LocalPaths paths, FilePath folder) {
        return io.open(folder, LocalLease.class, () -> take(io, paths, folder), lost -> {
                    try {
                        lost.releaseNow();
                    } catch (IOException e) {
                        // the process's end releases it
                    }
                })
                .cast(Lease.class);
    }

    @Override
    public Mono<Void> confirm() {
        return proofs.confirm();
    }

    @Override
    public Mono<Void> release() {
        return io.run(folder, this::releaseNow);
    }

    private static LocalLease take(DiskIo io, LocalPaths paths, FilePath folder) throws IOException {
        for (int i = 1; ; i++) {
            try {
                return takeNow(io, paths, folder);
            } catch (NoSuchFileException e) {
                if (i == TRIES) { // else a lease that was given back took a folder on the way with it
                    throw e;
                }
            }
        }
    }

    private static LocalLease takeNow(DiskIo io, LocalPaths paths, FilePath folder) throws IOException {
        List<Path> missing = missing(paths, folder);
        Path wanted = paths.findCreating(folder.resolve(FILE));
        Path at = wanted.resolveSibling(".").toRealPath().resolve(FILE);
        if (!HELD_HERE.add(at)) {
            throw busy(folder);
        }
        Locked locked = null;
        try {
            locked = lock(at);
        } finally {
            if (locked == null) {
                HELD_HERE.remove(at);
            }
        }
        if (locked == null) {
            throw busy(folder);
        }
        return new LocalLease(io, folder, at, locked, missing);
    }

    /** Folders on the way to it that are not there, the deepest first. */
    private static List<Path> missing(LocalPaths paths, FilePath folder) throws IOException {
        List<Path> missing = new ArrayList<>();
        Path at = paths.root();
        for (String name : folder.elements()) {
            at = at.resolve(name);
            if (!missing.isEmpty() || LocalPaths.attributes(at) == null) {
                missing.add(0, at);
            }
        }
        return missing;
    }

    /** Null when another process has it. */
    private static @Nullable Locked lock(Path at) throws IOException {
        for (int i = 0; i < TRIES; i++) {
            FileChannel channel = FileChannel.open(
                    at, StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
            boolean kept = false;
            try {
                FileLock lock = channel.tryLock(BEHIND_THE_TEXT, 1, false);
                if (lock == null) {
                    return null;
                }
                long size = sizeIfNamed(at, channel);
                kept = size > 0;
                if (kept) {
                    return new Locked(channel, size);
                }
            } catch (OverlappingFileLockException e) {
                return null;
            } finally {
                if (!kept) {
                    channel.close();
                }
            }
        }
        return null;
    }

    /**
     * The size of the locked file when it is the one of that name, else 0: its last holder may have removed it just before it
     * was locked.
     *
     * <p>Told by its size, twice another one, as reading the file here would drop the lock.
     */
    private static long sizeIfNamed(Path at, FileChannel channel) throws IOException {
        long size = 0;
        for (int i = 0; i < 2; i++) {
            String padding = "\n".repeat(1 + ThreadLocalRandom.current().nextInt(MOST_PADDING));
            String text = "held by process " + ProcessHandle.current().pid() + padding;
            channel.truncate(0);
            LocalStagingFile.writeAll(channel, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), 0);
            size = text.length();
            if (!isNamed(at, size)) {
                return 0;
            }
        }
        return size;
    }

    private static boolean isNamed(Path at, long size) throws IOException {
        BasicFileAttributes found = LocalPaths.attributes(at);
        return found != null && found.size() == size;
    }

    /** The lock goes with the file: of a file that is deleted, it keeps nobody from locking the next one of its name. */
    private void requireNamed() throws IOException {
        if (held.get() && !isNamed(file, size)) {
            throw Lease.lost(folder.value(), "its file, " + FILE + ", was deleted or is another process's");
        }
    }

    private void releaseNow() throws IOException {
        if (held.getAndSet(false)) {
            try {
                if (isNamed(file, size)) { // else it is another's
                    Files.deleteIfExists(file);
                }
            } finally {
                channel.close();
                HELD_HERE.remove(file);
            }
            removeEmpty();
        }
    }

    private void removeEmpty() throws IOException {
        try {
            for (Path folder : made) {
                Files.deleteIfExists(folder);
            }
        } catch (DirectoryNotEmptyException | AccessDeniedException e) {
            // in use; what is above it then is, too
        }
    }

    private static TransferException busy(FilePath folder) {
        return new TransferException(
                Kind.BUSY, folder.value(), "another process writes to this folder; try again when it is done");
    }
}
