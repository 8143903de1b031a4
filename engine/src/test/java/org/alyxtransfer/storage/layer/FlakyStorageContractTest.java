package org.alyxtransfer.storage.layer;

import java.time.Duration;
import java.util.EnumSet;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.storage.MemoryBudget;
import org.alyxtransfer.storage.Storage;
import org.alyxtransfer.storage.StorageContract;
import org.alyxtransfer.storage.memory.MemoryStorage;

/** Repeating hides that every third operation fails and every fifth answer is lost. */
class FlakyStorageContractTest extends StorageContract {
    private final MemoryStorage disk = new MemoryStorage(budget);

    private static final RetryPolicy PATIENT = new RetryPolicy(15, Duration.ofMillis(1), Duration.ofMillis(3));

    private static Faults flaky() {
        Faults faults = new Faults();
        for (Operation operation : EnumSet.complementOf(EnumSet.of(Operation.LEASE))) {
            faults.fail(operation, Faults.every(3), Kind.DISCONNECTED);
        }
        // Not of what opens something: a handle whose answer is lost dies with its connection, which memory has not.
        for (Operation operation :
                EnumSet.of(Operation.WRITE, Operation.FLUSH, Operation.STAGE, Operation.PUBLISH, Operation.DISCARD)) {
            faults.loseAnswer(operation, Faults.every(5), Kind.TIMEOUT);
        }
        return faults;
    }

    @Override
    protected Storage storage(MemoryBudget memory) {
        return new RetryingStorage(new FaultyStorage(disk.asAnotherClient(), flaky()), PATIENT);
    }
}
