package org.alyxtransfer.storage.layer;

import org.alyxtransfer.storage.FileSource;

/** A source with which something goes wrong, as its {@link Faults} say. */
public final class FaultySource extends LayeredSource {
    public FaultySource(FileSource source, Faults faults) {
        super(source, faults);
    }
}
