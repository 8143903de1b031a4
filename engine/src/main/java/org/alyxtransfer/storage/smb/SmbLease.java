package org.alyxtransfer.storage.smb;

import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.storage.Lease;
import reactor.core.publisher.Mono;

/** A hidden file, open without sharing; the server deletes it when its handle or connection is gone. */
final class SmbLease implements Lease {
    static final String NAME = ".alyx-transfer-lease";

    private final Share share;
    private final FilePath folder;
    private final Handles handles;

    SmbLease(Share share, FilePath folder, Handle held) {
        this.share = share;
        this.folder = folder;
        this.handles = new Handles(share.remote(folder.resolve(NAME)), Opening.EXCLUSIVE);
        handles.keep(held);
    }

    @Override
    public Mono<Void> release() {
        return Mono.defer(() -> {
            if (handles.all().stream().noneMatch(Handle::isUsable)) {
                handles.closeAll();
                return Mono.<Void>empty();
            }
            return share.workers()
                    .run(share.where(folder), share.lanes()::isForLeases, lane -> {
                        handles.closeAll();
                        return true;
                    })
                    .then();
        });
    }
}
