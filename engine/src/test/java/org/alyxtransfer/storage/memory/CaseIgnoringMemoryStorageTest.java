package org.alyxtransfer.storage.memory;

import org.alyxtransfer.storage.Limits;
import org.alyxtransfer.storage.MemoryBudget;
import org.alyxtransfer.storage.Storage;
import org.alyxtransfer.storage.StorageContract;

/** Memory that ignores case, as Windows shares do, keeps the contract. */
class CaseIgnoringMemoryStorageTest extends StorageContract {
    private final MemoryStorage disk =
            new MemoryStorage(budget, new Limits(9_999, 1, 3, 4, Limits.Flush.CLOSE_ONLY, Limits.Wire.OPEN, true));

    @Override
    protected Storage storage(MemoryBudget memory) {
        return disk.asAnotherClient();
    }

    @Override
    protected long budgetBytes() {
        return 200_000; // the pieces in which the contract reads back are 64 KiB
    }
}
