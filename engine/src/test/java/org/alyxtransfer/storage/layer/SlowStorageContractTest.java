package org.alyxtransfer.storage.layer;

import java.time.Duration;
import org.alyxtransfer.storage.MemoryBudget;
import org.alyxtransfer.storage.Storage;
import org.alyxtransfer.storage.StorageContract;
import org.alyxtransfer.storage.memory.MemoryStorage;

/** Memory whose answers take a while, on other threads, keeps the contract. */
class SlowStorageContractTest extends StorageContract {
    private final MemoryStorage disk = new MemoryStorage(budget);

    private static Faults slow() {
        Faults faults = new Faults();
        for (Operation operation : Operation.values()) {
            faults.delay(operation, Faults.every(3), Duration.ofMillis(1));
        }
        return faults;
    }

    @Override
    protected Storage storage(MemoryBudget memory) {
        return new FaultyStorage(disk.asAnotherClient(), slow());
    }
}
