package org.alyxtransfer.storage.smb;

import java.nio.ByteBuffer;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.smb.SmbShare;
import org.alyxtransfer.storage.Chunk;
import org.alyxtransfer.storage.FileStat;
import org.alyxtransfer.storage.SourceFile;
import reactor.core.publisher.Mono;

/** A small file of the share, read already and closed there. */
final class HeldFile implements SourceFile {
    private final SmbSettings settings;
    private final SmbShare share;
    private final FileStat stat;
    private final ByteBuffer content;
    private volatile boolean closed;

    HeldFile(SmbSettings settings, SmbShare share, FileStat stat, ByteBuffer content) {
        this.settings = settings;
        this.share = share;
        this.stat = stat;
        this.content = content;
    }

    @Override
    public FileStat stat() {
        return stat;
    }

    @Override
    public int readsInFlight() {
        return settings.inFlight();
    }

    @Override
    public Mono<Chunk> read(Chunk chunk) {
        return Mono.fromCallable(() -> {
            if (closed) {
                throw new IllegalStateException(stat.path() + " is closed");
            }
            if (chunk.offset() + chunk.length() > content.limit()) {
                throw new TransferException(
                        Kind.SOURCE_CHANGED,
                        settings.where(stat.path()),
                        "it ended at " + content.limit() + " bytes; nothing of it is used");
            }
            chunk.bytes().put(content.slice((int) chunk.offset(), chunk.length()));
            return chunk;
        });
    }

    @Override
    public Mono<FileStat> statAgain() {
        return share.stat(settings.remote(stat.path()))
                .map(found -> Attributes.at(stat.path(), found))
                .onErrorMap(e -> Failures.working(e, settings, stat.path()));
    }

    @Override
    public Mono<Void> close() {
        return Mono.fromRunnable(() -> closed = true);
    }
}
