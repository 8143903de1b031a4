package org.alyxtransfer.storage.layer;

import org.alyxtransfer.storage.MemoryBudget;
import org.alyxtransfer.storage.Storage;
import org.alyxtransfer.storage.StorageContract;
import org.alyxtransfer.storage.memory.MemoryStorage;
import reactor.core.publisher.Mono;

/** A storage chosen late is that storage. */
class ChosenStorageContractTest extends StorageContract {
    private final MemoryStorage disk = new MemoryStorage(budget);

    @Override
    protected Storage storage(MemoryBudget memory) {
        return new ChosenStorage("chosen", Mono.fromSupplier(disk::asAnotherClient));
    }
}
