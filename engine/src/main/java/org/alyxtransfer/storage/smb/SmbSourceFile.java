package org.alyxtransfer.storage.smb;

import java.util.concurrent.atomic.AtomicInteger;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.smb.SmbFile;
import org.alyxtransfer.storage.Chunk;
import org.alyxtransfer.storage.FileStat;
import org.alyxtransfer.storage.InFlight;
import org.alyxtransfer.storage.SourceFile;
import reactor.core.publisher.Mono;

/** A file of the share open for reading, on one connection. */
final class SmbSourceFile implements SourceFile {
    private final SmbSettings settings;
    private final SmbFile file;
    private final FileStat stat;
    private final InFlight inFlight = new InFlight();
    private volatile boolean closed;

    SmbSourceFile(SmbSettings settings, SmbFile file, FileStat stat) {
        this.settings = settings;
        this.file = file;
        this.stat = stat;
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
        return Mono.defer(() -> {
            if (closed) {
                return Mono.error(new IllegalStateException(stat.path() + " is closed"));
            }
            Mono<Void> filled = chunk.length() == 0 ? Mono.empty() : filled(chunk);
            return filled.thenReturn(chunk).onErrorMap(e -> Failures.working(e, settings, stat.path()));
        });
    }

    @Override
    public Mono<FileStat> statAgain() {
        return file.share()
                .stat(settings.remote(stat.path()))
                .map(found -> Attributes.at(stat.path(), found))
                .onErrorMap(e -> Failures.working(e, settings, stat.path()));
    }

    @Override
    public Mono<Void> close() {
        return Mono.defer(() -> {
                    if (closed) {
                        return Mono.empty();
                    }
                    closed = true;
                    return inFlight.close().then(file.close());
                })
                .onErrorComplete()
                .then();
    }

    /** A server may give less than was asked for; nothing at all means the end of the file. */
    private Mono<Void> filled(Chunk chunk) {
        AtomicInteger from = new AtomicInteger();
        return Mono.defer(() -> file.read(chunk.offset() + from.get(), new ChunkPayload(chunk, from.get(), inFlight)))
                .doOnNext(got -> {
                    if (got == 0) {
                        throw shorter(chunk.offset() + from.get());
                    }
                    from.addAndGet(got);
                })
                .repeat(() ->
                        from.get() < chunk.length()) // not one read inside the other: answers may be of a byte each
                .then();
    }

    private TransferException shorter(long end) {
        return new TransferException(
                Kind.SOURCE_CHANGED,
                settings.where(stat.path()),
                "it ended at " + end + " bytes; nothing of it is used");
    }
}
