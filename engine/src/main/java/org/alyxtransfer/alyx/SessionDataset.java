package org.alyxtransfer.alyx;

import java.util.UUID;
import org.alyxtransfer.dataset.DatasetPath;
import org.jspecify.annotations.Nullable;

/** A dataset as {@link Session} lists it: one URL, no file records. */
public record SessionDataset(
        UUID id,
        String name,
        String collection,
        String revision,
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
                fields.text("revision"),
                fields.text("dataset_type"),
                fields.optionalText("data_url"),
                fields.number("file_size"),
                fields.text("hash"),
                fields.flag("default_revision"));
    }

    /** The place within the session, checked. */
    public DatasetPath path() {
        return new DatasetPath(collection, revision, name);
    }
}
