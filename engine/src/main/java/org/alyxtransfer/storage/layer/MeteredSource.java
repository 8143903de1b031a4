package org.alyxtransfer.storage.layer;

import io.micrometer.core.instrument.MeterRegistry;
import org.alyxtransfer.storage.FileSource;

/** A source whose operations are counted and timed, as {@link MeteredStorage} does. */
public final class MeteredSource extends LayeredSource {
    public MeteredSource(FileSource source, MeterRegistry meters, String role) {
        super(source, new StorageMeters(meters, role));
    }
}
