package org.alyxtransfer.sandbox.alyx;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** A data repository's row, read by its meaning. */
record Repository(ObjectNode row) {
    String name() {
        return row.path("name").asText();
    }

    boolean isPersonal() {
        return Json.isTrue(row, "globus_is_personal");
    }

    @Nullable
    String globusPath() {
        return Json.textOf(row, "globus_path");
    }

    /**
     * Where a dataset's file is served: the repository's address and the relative path, with the dataset's id before
     * the last extension. Glued together as they are; null when the repository has no address.
     */
    @Nullable
    String url(FileRow file) {
        String base = Json.textOf(row, "data_url");
        return base == null ? null : base + withId(file.path, file.dataset.id);
    }

    static String withId(String path, String id) {
        int dot = path.lastIndexOf('.');
        return dot <= path.lastIndexOf('/') ? path + "." + id : path.substring(0, dot) + "." + id + path.substring(dot);
    }
}
