package org.alyxtransfer.storage.jcifs;

import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.storage.Lease;
import reactor.core.publisher.Mono;

/** A hidden file, open without sharing; the server deletes it when its handle or connection is gone. */
final class JcifsLease implements Lease {
    static final String NAME = PREFIX + "transfer-lease";

    private final Share share;
    private final FilePath folder;
    private final Handles handles;

    JcifsLease(Share share, FilePath folder, Handle held) {
        this.share = share;
        this.folder = folder;
        this.handles = new Handles(share.remote(folder.resolve(NAME)), Opening.EXCLUSIVE);
        handles.keep(held);
    }

    /** Gives it up, blocking; never fails. */
    void undo() {
        handles.closeAll();
    }

    @Override
    public Mono<Void> release() {
        return share.close(folder, handles).onErrorComplete(); // a connection that broke has released it
    }
}
