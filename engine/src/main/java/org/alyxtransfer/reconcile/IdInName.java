package org.alyxtransfer.reconcile;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.alyxtransfer.dataset.FilePath;

/** A file name with a dataset's id before its extension, taken apart. */
record IdInName(FilePath plain, UUID id) {
    private static final Pattern FORM = Pattern.compile(
            "(?<stem>.+)\\.(?<id>[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})(?<extension>\\.[^.]*)?");

    static Optional<IdInName> of(FilePath path) {
        Matcher matcher = FORM.matcher(path.name());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String extension = matcher.group("extension") == null ? "" : matcher.group("extension");
        return Optional.of(
                new IdInName(path.sibling(matcher.group("stem") + extension), UUID.fromString(matcher.group("id"))));
    }
}
