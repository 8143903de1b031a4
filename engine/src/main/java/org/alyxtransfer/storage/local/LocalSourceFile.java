package org.alyxtransfer.storage.local;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.storage.Chunk;
import org.alyxtransfer.storage.FileStat;
import org.alyxtransfer.storage.InFlight;
import org.alyxtransfer.storage.SourceFile;
import reactor.core.publisher.Mono;

/** A file of the disk, open for reading. */
final class LocalSourceFile implements SourceFile {
    private final DiskIo io;
    private final LocalPaths paths;
    private final FileStat stat;
    private final FileChannel channel;
    private final int readsInFlight;
    private final InFlight inFlight = new InFlight();

    private LocalSourceFile(DiskIo io, LocalPaths paths, FileStat stat, FileChannel channel, int readsInFlight) {
        this.io = io;
        this.paths = paths;
        this.stat = stat;
        this.channel = channel;
        this.readsInFlight = readsInFlight;
    }

    static Mono<SourceFile> open(DiskIo io, LocalPaths paths, FilePath path, int readsInFlight) {
        return io.open(
                        path,
                        LocalSourceFile.class,
                        () -> openNow(io, paths, path, readsInFlight),
                        LocalSourceFile::closeNow)
                .cast(SourceFile.class);
    }

    private static LocalSourceFile openNow(DiskIo io, LocalPaths paths, FilePath path, int readsInFlight)
            throws IOException {
        Path at = paths.find(path);
        FileStat stat = readable(path, at);
        return new LocalSourceFile(io, paths, stat, channel(at), readsInFlight);
    }

    /** Blocks; see {@link org.alyxtransfer.storage.FileSource#getSmall}. */
    static void getNow(LocalPaths paths, FileStat seen, ByteBuffer bytes) throws IOException {
        Path at = paths.find(seen.path());
        requireSame(seen, readable(seen.path(), at));
        try (FileChannel channel = channel(at)) {
            fill(seen, channel, bytes, 0);
        }
        requireSame(seen, statOf(seen.path(), at));
    }

    private static FileChannel channel(Path at) throws IOException {
        return FileChannel.open(at, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    }

    private static void requireSame(FileStat seen, FileStat now) {
        if (!now.sameContent(seen)) {
            throw SourceFile.changed(seen.path());
        }
    }

    private static FileStat readable(FilePath path, Path at) throws IOException {
        FileStat stat = statOf(path, at);
        if (stat.type() == FileStat.Type.LINK) {
            throw new TransferException(Kind.DENIED, path.value(), "is a link; links are never followed");
        }
        if (path.name().equals(LocalLease.FILE)) {
            throw new TransferException(Kind.DENIED, path.value(), "is the lock of the folder, not a file to transfer");
        }
        if (!stat.isFile()) { // opening a pipe would wait for its writer
            throw new TransferException(Kind.INVALID, path.value(), "is not a file");
        }
        return stat;
    }

    @Override
    public FileStat stat() {
        return stat;
    }

    @Override
    public int readsInFlight() {
        return readsInFlight;
    }

    @Override
    public Mono<Chunk> read(Chunk chunk) {
        return io.onChunk(stat.path(), inFlight, chunk, () -> fill(stat, channel, chunk.bytes(), chunk.offset()));
    }

    @Override
    public Mono<FileStat> statAgain() {
        return io.call(stat.path(), () -> statOf(stat.path(), paths.find(stat.path())));
    }

    @Override
    public Mono<Void> close() {
        return inFlight.close().then(io.run(stat.path(), this::closeNow)).onErrorComplete();
    }

    private static void fill(FileStat stat, FileChannel channel, ByteBuffer bytes, long offset) throws IOException {
        long position = offset;
        while (bytes.hasRemaining()) {
            int read = channel.read(bytes, position);
            if (read < 0) {
                throw new TransferException(
                        Kind.SOURCE_CHANGED,
                        stat.path() + " @ " + position,
                        "ends here by now; it had " + stat.size() + " bytes when it was opened");
            }
            position += read;
        }
    }

    private void closeNow() {
        try {
            channel.close();
        } catch (IOException e) {
            // it was only read: nothing can be lost
        }
    }

    private static FileStat statOf(FilePath path, Path at) throws IOException {
        BasicFileAttributes found = LocalPaths.attributes(at);
        if (found == null) {
            throw new NoSuchFileException(at.toString());
        }
        return LocalPaths.stat(path, found);
    }
}
