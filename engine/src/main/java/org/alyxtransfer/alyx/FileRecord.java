package org.alyxtransfer.alyx;

import java.util.UUID;
import org.alyxtransfer.dataset.FilePath;
import org.jspecify.annotations.Nullable;

/**
 * Where, according to Alyx, a copy of a dataset lies.
 *
 * @param relativePath as the server says it, without the dataset's id in the name; hostile until {@link #path()}
 * @param dataUrl with the dataset's id in the name, {@code #} not percent-encoded; null where the repository has no URL
 * @param exists what whoever registered last claimed
 */
public record FileRecord(
        UUID id,
        String repository,
        String relativePath,
        @Nullable String dataUrl,
        boolean exists) {

    static FileRecord read(Fields fields) {
        return new FileRecord(
                fields.id(),
                fields.text("data_repository"),
                fields.text("relative_path"),
                fields.optionalText("data_url"),
                fields.flag("exists"));
    }

    /** The path below the repository's root, checked. */
    public FilePath path() {
        return FilePath.of(relativePath);
    }
}
