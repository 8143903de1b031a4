package org.alyxtransfer.storage.smb;

import java.util.concurrent.atomic.AtomicBoolean;
import org.alyxtransfer.smb.SmbFile;
import org.alyxtransfer.storage.Lease;
import reactor.core.publisher.Mono;

/** A hidden file, open without sharing; the server deletes it when its handle or connection is gone. */
final class SmbLease implements Lease {
    static final String NAME = PREFIX + "transfer-lease";

    private final SmbFile held;
    private final AtomicBoolean released = new AtomicBoolean();

    SmbLease(SmbFile held) {
        this.held = held;
    }

    @Override
    public Mono<Void> release() {
        return Mono.defer(
                        () -> released.compareAndSet(false, true) ? held.close().then() : Mono.empty())
                .onErrorComplete(); // a connection that broke has released it
    }
}
