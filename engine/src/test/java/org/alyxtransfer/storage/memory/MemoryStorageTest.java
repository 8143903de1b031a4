package org.alyxtransfer.storage.memory;

import org.alyxtransfer.storage.MemoryBudget;
import org.alyxtransfer.storage.Storage;
import org.alyxtransfer.storage.StorageContract;

/** Memory keeps the contract. */
class MemoryStorageTest extends StorageContract {
    private final MemoryStorage disk = new MemoryStorage(budget);

    @Override
    protected Storage storage(MemoryBudget memory) {
        return disk.asAnotherClient();
    }
}
