package org.alyxtransfer.storage.memory;

import org.alyxtransfer.storage.FileStat;
import org.jspecify.annotations.Nullable;

/** Where a listing stands. */
final class LastListed {
    @Nullable
    FileStat entry;
}
