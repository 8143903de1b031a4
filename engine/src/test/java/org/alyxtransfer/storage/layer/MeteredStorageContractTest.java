package org.alyxtransfer.storage.layer;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.alyxtransfer.storage.MemoryBudget;
import org.alyxtransfer.storage.Storage;
import org.alyxtransfer.storage.StorageContract;
import org.alyxtransfer.storage.memory.MemoryStorage;

/** Metering changes nothing. */
class MeteredStorageContractTest extends StorageContract {
    private final MemoryStorage disk = new MemoryStorage(budget);

    @Override
    protected Storage storage(MemoryBudget memory) {
        return new MeteredStorage(disk.asAnotherClient(), new SimpleMeterRegistry(), "memory");
    }
}
