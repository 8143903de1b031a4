package org.alyxtransfer.alyx;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.alyxtransfer.dataset.Checksum;
import org.alyxtransfer.dataset.DatasetPath;
import org.jspecify.annotations.Nullable;

/**
 * A dataset with its file records.
 *
 * @param session null for one of no session
 * @param size null where nobody gave it
 * @param hash opaque text as registered, "" for none; see {@link #checksum()}
 * @param isDefault whether this revision is the one to use
 * @param isProtected whether a tag forbids to change it
 */
public record Dataset(
        UUID id,
        @Nullable UUID session,
        String name,
        String collection,
        String revision,
        String type,
        String format,
        @Nullable Long size,
        String hash,
        String version,
        boolean isDefault,
        boolean isProtected,
        List<String> tags,
        String createdBy,
        @Nullable LocalDateTime created,
        List<FileRecord> records) {

    static Dataset read(Fields fields) {
        return new Dataset(
                fields.id(),
                fields.idAtEndOf("session"),
                fields.requiredText("name"),
                fields.text("collection"),
                fields.text("revision"),
                fields.text("dataset_type"),
                fields.text("data_format"),
                fields.number("file_size"),
                fields.text("hash"),
                fields.text("version"),
                fields.flag("default_dataset"),
                fields.flag("protected"),
                fields.texts("tags"),
                fields.text("created_by"),
                fields.time("created_datetime"),
                fields.objects("file_records").stream().map(FileRecord::read).toList());
    }

    /** The place within the session, checked. */
    public DatasetPath path() {
        return new DatasetPath(collection, revision, name);
    }

    /** The digest that the hash is by its shape; empty for none and for free text. */
    public Optional<Checksum> checksum() {
        return Checksum.ofShape(hash);
    }
}
