package org.alyxtransfer.storage.layer;

import org.alyxtransfer.storage.Storage;

/** A storage with which something goes wrong, as its {@link Faults} say. */
public final class FaultyStorage extends LayeredStorage {
    public FaultyStorage(Storage storage, Faults faults) {
        super(storage, faults);
    }
}
