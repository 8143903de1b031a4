package org.alyxtransfer.storage.memory;

import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.storage.Lease;
import reactor.core.publisher.Mono;

/** A holder that the files know. */
final class MemoryLease implements Lease {
    private final MemoryFiles files;
    private final FilePath folder;

    MemoryLease(MemoryFiles files, FilePath folder) {
        this.files = files;
        this.folder = folder;
        files.lease(folder, this);
    }

    @Override
    public Mono<Void> confirm() {
        return Mono.defer(() -> files.isLeased(folder, this)
                ? Mono.empty()
                : Mono.error(Lease.lost(folder.value(), "another client has taken it over")));
    }

    @Override
    public Mono<Void> release() {
        return Mono.fromRunnable(() -> files.release(folder, this));
    }
}
