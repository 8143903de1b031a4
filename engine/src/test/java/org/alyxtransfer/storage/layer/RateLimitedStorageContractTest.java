package org.alyxtransfer.storage.layer;

import org.alyxtransfer.storage.MemoryBudget;
import org.alyxtransfer.storage.Storage;
import org.alyxtransfer.storage.StorageContract;
import org.alyxtransfer.storage.memory.MemoryStorage;

/** A limit that is never reached changes nothing. */
class RateLimitedStorageContractTest extends StorageContract {
    private final MemoryStorage disk = new MemoryStorage(budget);
    private final Bandwidth bandwidth = new Bandwidth(1L << 40);

    @Override
    protected Storage storage(MemoryBudget memory) {
        return RateLimitedStorage.ofShare(disk.asAnotherClient(), bandwidth);
    }
}
