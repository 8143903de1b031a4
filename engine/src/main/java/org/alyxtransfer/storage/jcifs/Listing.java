package org.alyxtransfer.storage.jcifs;

import java.util.List;
import java.util.Optional;
import jcifs.CIFSException;
import jcifs.smb.FileEntry;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
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
        PageCheck check = new PageCheck(share.where(folder));
        return share.workers()
                .run(share.where(folder), any -> any == slot, lane -> page(handle))
                .map(check::passed)
                .repeat()
                .takeUntil(List::isEmpty);
    }

    /** The lane at hand may be a newer one: that the folder's own broke is no fault of it. */
    private List<FileEntry> page(Handle handle) throws CIFSException {
        if (!handle.isUsable()) {
            throw new TransferException(Kind.UNAVAILABLE, share.where(folder), "the connection that lists it broke");
        }
        return Calls.entries(handle);
    }

    private Mono<Void> close(Handles handles) {
        return share.close(folder, handles).onErrorComplete();
    }

    /** Empty for a name that this program would not touch; it is said, not hidden. */
    Optional<FileStat> described(FileEntry entry) {
        try {
            FilePath path = below(entry.getName());
            return Optional.of(
                    new RemoteAttributes(entry.getAttributes(), entry.length(), entry.lastModified()).at(path));
        } catch (TransferException e) {
            log.warn("{}: left out of the listing: {}", share.where(folder), e.getMessage());
            return Optional.empty();
        }
    }

    /** No name and a path would each be another folder than this one's child: the walk of a tree might never end. */
    private FilePath below(String name) {
        if (name.isEmpty() || name.indexOf('/') >= 0) {
            throw new TransferException(Kind.INVALID, name, "is no name in a folder");
        }
        return folder.resolve(name);
    }
}
