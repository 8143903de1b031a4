package org.alyxtransfer.storage.smb;

import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.smb.SmbShare;
import org.alyxtransfer.smb.failure.SmbException;
import org.alyxtransfer.smb.message.NtStatus;
import org.alyxtransfer.smb.wire.Payload;
import org.alyxtransfer.storage.Chunk;
import org.alyxtransfer.storage.FileStat;
import org.alyxtransfer.storage.InFlight;
import org.alyxtransfer.storage.SourceFile;
import reactor.core.publisher.Mono;

/** Files of at most {@link SmbShare#SMALL} bytes, each opened, read and closed in one round trip. */
final class SmallFiles {
    private final SmbSettings settings;

    SmallFiles(SmbSettings settings) {
        this.settings = settings;
    }

    /** Fills the chunk with the file. Fails with {@code SOURCE_CHANGED} when it is not as it was seen. */
    Mono<Chunk> into(Chunk chunk, SmbShare share, FileStat seen) {
        return share.get(settings.remote(seen.path()), new ChunkPayload(chunk, 0, new InFlight()))
                .map(found -> Attributes.at(seen.path(), found))
                .onErrorResume(SmallFiles::isShort, e -> Mono.empty())
                .filter(found -> found.isFile() && found.sameContent(seen))
                .switchIfEmpty(Mono.error(() -> SourceFile.changed(seen.path())))
                .thenReturn(chunk);
    }

    /**
     * The file with its bytes in memory, outside the budget as there is no telling when its reader gets to them; empty when it
     * has to be opened to see what is the matter with it: another size, or no file, or nothing that can be read at once.
     */
    Mono<SourceFile> held(SmbShare share, FilePath path, int size) {
        return Mono.defer(() -> {
            Payload memory = Payload.onHeap(size);
            return share.get(settings.remote(path), memory)
                    .map(found -> Attributes.at(path, found))
                    .onErrorResume(Failures::isRefusal, e -> Mono.empty())
                    .filter(found -> found.isFile() && found.size() == size)
                    .map(found -> new HeldFile(settings, share, found, memory.bytes()));
        });
    }

    private static boolean isShort(Throwable failure) {
        return failure instanceof SmbException known && known.status() == NtStatus.END_OF_FILE;
    }
}
