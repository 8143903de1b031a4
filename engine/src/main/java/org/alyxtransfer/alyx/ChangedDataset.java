package org.alyxtransfer.alyx;

import java.time.LocalDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A dataset of a session, and when it or one of its file records was last written.
 *
 * @param changed naive, in the server's zone
 */
public record ChangedDataset(
        UUID id, @Nullable UUID session, @Nullable LocalDateTime changed) {
    static ChangedDataset read(Fields fields) {
        return new ChangedDataset(fields.id(), fields.idAtEndOf("session"), fields.time("auto_datetime"));
    }
}
