package org.alyxtransfer.reconcile;

import org.alyxtransfer.alyx.Dataset;
import org.alyxtransfer.dataset.DatasetPath;
import org.jspecify.annotations.Nullable;

/** All that was seen of one dataset's file, while a session is put together. */
final class Sighting {
    final DatasetPath path;

    @Nullable
    Dataset dataset;

    @Nullable
    Copy disk;

    @Nullable
    Copy plain;

    @Nullable
    Copy withId;

    @Nullable
    Copy staged;

    Sighting(DatasetPath path) {
        this.path = path;
    }
}
