package org.alyxtransfer.storage.layer;

import io.micrometer.core.instrument.MeterRegistry;
import org.alyxtransfer.storage.Storage;

/**
 * A storage whose operations are counted and timed: {@code alyx.storage.operations} (timer) and {@code alyx.storage.bytes}
 * (counter of bytes read and written), tagged with the storage's role, the operation and the outcome. No file names.
 */
public final class MeteredStorage extends LayeredStorage {
    /**
     * @param role which part it plays, {@code local} or {@code share}; a tag, so one of few
     */
    public MeteredStorage(Storage storage, MeterRegistry meters, String role) {
        super(storage, new StorageMeters(meters, role));
    }
}
