package org.alyxtransfer.storage.jcifs;

import java.nio.ByteBuffer;
import java.util.function.IntPredicate;
import jcifs.CIFSException;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.storage.Chunk;
import org.alyxtransfer.storage.FileStat;
import org.alyxtransfer.storage.InFlight;
import org.alyxtransfer.storage.SourceFile;
import reactor.core.publisher.Mono;

/** A file of the share open for reading, in the slot whose lane opened it. */
final class JcifsSourceFile implements SourceFile {
    private final Share share;
    private final FileStat stat;
    private final IntPredicate slots;
    private final Handles handles;
    private final InFlight inFlight = new InFlight();

    JcifsSourceFile(Share share, FilePath path, Handle first) {
        this.share = share;
        this.stat = first.opened().at(path);
        int home = first.lane().slot();
        this.slots = slot -> slot == home;
        this.handles = new Handles(share.remote(path), Opening.READ);
        handles.keep(first);
    }

    /** Closes it, blocking, before anybody has used it; never fails. */
    void undo() {
        handles.closeAll();
    }

    @Override
    public FileStat stat() {
        return stat;
    }

    @Override
    public int readsInFlight() {
        return share.settings().writesInFlight();
    }

    @Override
    public Mono<Chunk> read(Chunk chunk) {
        return Mono.defer(() -> {
            chunk.hold();
            if (!inFlight.begin()) {
                chunk.release();
                return Mono.error(new IllegalStateException(stat.path() + " is closed"));
            }
            return share.workers()
                    .run(
                            stat.path() + " @ " + chunk.offset(),
                            slots,
                            lane -> handles.using(lane, handle -> filled(handle, chunk)),
                            () -> {
                                chunk.release();
                                inFlight.end();
                            });
        });
    }

    @Override
    public Mono<FileStat> statAgain() {
        return share.run(
                stat.path(), lane -> Calls.stat(lane, share.remote(stat.path())).at(stat.path()));
    }

    @Override
    public Mono<Void> close() {
        return inFlight.close().then(share.close(stat.path(), handles)).onErrorComplete();
    }

    private Chunk filled(Handle handle, Chunk chunk) throws CIFSException {
        if (!handle.opened().at(stat.path()).sameContent(stat)) {
            throw changed("it was replaced while it was read");
        }
        ByteBuffer bytes = chunk.bytes();
        // jcifs-ng may still fill the buffer of a request that was given up, so it never gets the chunk's own memory
        byte[] buffer = new byte[Math.min(Frames.WRITE_BYTES, Math.max(1, chunk.length()))];
        while (bytes.hasRemaining()) {
            int got = Calls.read(
                    handle, buffer, Math.min(buffer.length, bytes.remaining()), chunk.offset() + bytes.position());
            if (got == 0) {
                throw changed("it ended at " + (chunk.offset() + bytes.position()) + " bytes");
            }
            bytes.put(buffer, 0, got);
        }
        return chunk;
    }

    private TransferException changed(String how) {
        return new TransferException(Kind.SOURCE_CHANGED, share.where(stat.path()), how + "; nothing of it is used");
    }
}
