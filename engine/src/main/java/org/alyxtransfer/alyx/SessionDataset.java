package org.alyxtransfer.alyx;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A dataset as {@link Session} lists it: one URL, no file records.
 *
 * @param revisionId where {@link Dataset} has the revision's name, this has an id; null for the original
 * @param dataUrl null when no repository that has the file has a URL
 */
public record SessionDataset(
        UUID id,
        String name,
        String collection,
        @Nullable UUID revisionId,
        String type,
        @Nullable String dataUrl,
        @Nullable Long size,
        String hash,
        boolean isDefault) {

    static SessionDataset read(Fields fields) {
        return new SessionDataset(
                fields.id(),
                fields.requiredText("name"),
                fields.text("collection"),
                fields.idAtEndOf("revision"),
                fields.text("dataset_type"),
                fields.optionalText("data_url"),
                fields.number("file_size"),
                fields.text("hash"),
                fields.flag("default_revision"));
    }
}
