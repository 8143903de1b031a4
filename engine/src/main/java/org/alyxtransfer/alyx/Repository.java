package org.alyxtransfer.alyx;

import org.jspecify.annotations.Nullable;

/**
 * A place where files lie: a file server, or the disk of a rig ("personal").
 *
 * @param hostname letters, digits, '.', '-', '_' only; no port
 * @param path the folder on that host below which {@code <subject>/<date>/<number>} lie ({@code globus_path})
 * @param dataUrl the URL of the same folder, ending with '/'; null for a repository that cannot be reached by HTTP
 */
public record Repository(
        String name, String hostname, String path, @Nullable String dataUrl, String type, boolean isPersonal) {
    static Repository read(Fields fields) {
        return new Repository(
                fields.requiredText("name"),
                fields.text("hostname"),
                fields.text("globus_path"),
                fields.optionalText("data_url"),
                fields.text("repository_type"),
                fields.flag("globus_is_personal"));
    }
}
