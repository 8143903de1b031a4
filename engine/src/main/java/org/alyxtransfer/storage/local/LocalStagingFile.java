package org.alyxtransfer.storage.local;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.function.BiConsumer;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.storage.Arena;
import org.alyxtransfer.storage.Chunk;
import org.alyxtransfer.storage.InFlight;
import org.alyxtransfer.storage.StagedFile;
import org.alyxtransfer.storage.StagingFile;
import org.alyxtransfer.storage.StagingTarget;
import org.alyxtransfer.storage.Storage.Start;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** A file of the disk that is being written. */
final class LocalStagingFile implements StagingFile {
    private static final Logger LOG = LoggerFactory.getLogger(LocalStagingFile.class);

    private final DiskIo io;
    private final Path at;
    private final StagingTarget target;
    private final Arena arena;
    private final FileChannel channel;
    private final long sizeAtStart;
    private final BiConsumer<LocalStagingFile, FilePath> whenClosed;
    private final InFlight inFlight = new InFlight();

    private LocalStagingFile(
            DiskIo io,
            Path at,
            StagingTarget target,
            Arena arena,
            FileChannel channel,
            BiConsumer<LocalStagingFile, FilePath> whenClosed)
            throws IOException {
        this.io = io;
        this.at = at;
        this.target = target;
        this.arena = arena;
        this.channel = channel;
        this.sizeAtStart = channel.size();
        this.whenClosed = whenClosed;
    }

    /** Blocks; creates or re-opens the file. */
    static LocalStagingFile open(
            DiskIo io,
            Path at,
            StagingTarget target,
            Start start,
            Arena arena,
            BiConsumer<LocalStagingFile, FilePath> whenClosed)
            throws IOException {
        FileChannel channel = start == Start.FRESH ? createAnew(at) : reopen(at, target);
        try {
            return new LocalStagingFile(io, at, target, arena, channel, whenClosed);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** A new file, so that writes of an earlier attempt which still run cannot reach it. */
    static FileChannel createAnew(Path at) throws IOException {
        try {
            return createNew(at);
        } catch (FileAlreadyExistsException e) {
            Files.deleteIfExists(at);
            return createNew(at);
        }
    }

    private static FileChannel createNew(Path at) throws IOException {
        return FileChannel.open(
                at,
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                LinkOption.NOFOLLOW_LINKS);
    }

    private static FileChannel reopen(Path at, StagingTarget target) throws IOException {
        BasicFileAttributes found = LocalPaths.attributes(at);
        if (found != null && !found.isRegularFile()) {
            throw new TransferException(Kind.DENIED, target.path().value(), "is not a plain file; nothing was written");
        }
        return FileChannel.open(
                at,
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public long sizeAtStart() {
        return sizeAtStart;
    }

    @Override
    public Mono<Chunk> chunk(long offset, int length) {
        return arena.take(offset, length);
    }

    @Override
    public Mono<Void> write(Chunk chunk) {
        return io.onChunk(target.path(), inFlight, chunk, () -> writeAll(channel, chunk.bytes(), chunk.offset()))
                .then();
    }

    @Override
    public Mono<Void> flush() {
        return io.run(target.path(), () -> channel.force(true));
    }

    @Override
    public Mono<StagedFile> stage() {
        return inFlight.close().then(io.call(target.path(), this::stageNow)).flatMap(staged -> arena.close()
                .thenReturn(staged));
    }

    @Override
    public Mono<Void> close() {
        return inFlight.close()
                .then(Mono.defer(
                        () -> channel.isOpen() ? io.run(target.path(), this::closeChannel) : Mono.<Void>empty()))
                .onErrorComplete()
                .then(arena.close());
    }

    /** Blocks; for a file that nobody waits for any more. */
    void abandon() {
        arena.abandon();
        closeChannel();
    }

    private StagedFile stageNow() throws IOException {
        finish(at, target);
        channel.close();
        whenClosed.accept(this, target.path());
        return new StagedFile(target.path(), target.size());
    }

    /** Checks the size that the disk shows, and sets the time. */
    static void finish(Path at, StagingTarget target) throws IOException {
        BasicFileAttributes found = LocalPaths.attributes(at);
        long size = found == null ? -1 : found.size();
        if (size != target.size()) {
            throw new TransferException(
                    Kind.CORRUPT,
                    target.path().value(),
                    found == null
                            ? "the staging file vanished while it was written"
                            : "the staging file has " + size + " bytes where " + target.size()
                                    + " were to be written; it was not published");
        }
        Files.getFileAttributeView(at, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .setTimes(FileTime.from(target.modified()), null, null);
    }

    static void writeAll(FileChannel channel, ByteBuffer bytes, long offset) throws IOException {
        long position = offset;
        while (bytes.hasRemaining()) {
            position += channel.write(bytes, position);
        }
    }

    private void closeChannel() {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.warn("{} could not be closed; it was not published", target.path(), e);
        } finally {
            whenClosed.accept(this, target.path());
        }
    }
}
