package org.alyxtransfer.storage.jcifs;

import java.util.List;
import java.util.Optional;
import jcifs.smb.FileEntry;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.storage.FileStat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Lists one folder, page by page as they are asked for; a page is at most 64 KiB of the server's answer. */
final class Listing {
    private static final Logger log = LoggerFactory.getLogger(Listing.class);

    private final Share share;
    private final FilePath folder;

    Listing(Share share, FilePath folder) {
        this.share = share;
        this.folder = folder;
    }

    Flux<FileStat> entries() {
        return Flux.usingWhen(opened(), this::pages, this::close)
                .concatMapIterable(page -> page, 1)
                .filter(entry ->
                        !entry.getName().equals(".") && !entry.getName().equals(".."))
                .map(this::described)
                .flatMapIterable(found -> found.map(List::of).orElse(List.of()), 1);
    }

    private Mono<Handles> opened() {
        return share.workers()
                .open(
                        share.where(folder),
                        share.lanes()::isEveryday,
                        lane -> {
                            Handles handles = new Handles(share.remote(folder), Opening.LIST);
                            handles.keep(Calls.open(lane, share.remote(folder), Opening.LIST));
                            return handles;
                        },
                        Handles::closeAll);
    }

    private Flux<List<FileEntry>> pages(Handles handles) {
        Handle handle = handles.all().get(0);
        int slot = handle.lane().slot();
        Mono<List<FileEntry>> page =
                share.workers().run(share.where(folder), any -> any == slot, lane -> Calls.entries(handle));
        return page.repeat().takeUntil(List::isEmpty);
    }

    private Mono<Void> close(Handles handles) {
        return share.close(folder, handles).onErrorComplete();
    }

    /** Empty for a name that this program would not touch; it is said, not hidden. */
    private Optional<FileStat> described(FileEntry entry) {
        try {
            FilePath path = folder.resolve(entry.getName());
            return Optional.of(
                    new RemoteAttributes(entry.getAttributes(), entry.length(), entry.lastModified()).at(path));
        } catch (TransferException e) {
            log.warn("{}: left out of the listing: {}", share.where(folder), e.getMessage());
            return Optional.empty();
        }
    }
}
