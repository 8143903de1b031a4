package org.alyxtransfer.sandbox.alyx;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Datasets and file records as the different answers write them. */
final class DatasetWriter {
    private DatasetWriter() {}

    /** As {@code /datasets/<id>} shows it. */
    static ObjectNode shown(Store store, Call call, DatasetRow row) {
        ObjectNode shown = Json.object();
        shown.put("url", url(call, row));
        shown.put("name", row.key.name());
        shown.put("created_by", row.createdBy);
        shown.put("created_datetime", row.created);
        shown.put("dataset_type", row.key.type());
        shown.put("data_format", row.key.format());
        shown.put("collection", row.key.collection());
        shown.put("session", row.session == null ? null : SessionWriter.url(call, row.session));
        shown.put("file_size", row.size);
        shown.put("hash", row.hash);
        shown.put("version", row.version);
        shown.put("experiment_number", row.session == null ? null : row.session.number());
        ArrayNode files = shown.putArray("file_records");
        row.files.forEach(file -> files.add(place(store, file)));
        shown.put("auto_datetime", row.changed);
        shown.put("revision", row.key.revision());
        shown.put("default_dataset", row.isDefault);
        shown.set("tags", Json.texts(row.tags));
        shown.put("qc", Quality.name(row.qc));
        shown.set("json", row.json);
        return shown;
    }

    /** As the list has it: protection and publicity are added, as numbers. */
    static ObjectNode listed(Store store, Call call, DatasetRow row) {
        return shown(store, call, row)
                .put("protected", store.isProtected(row) ? 1 : 0)
                .put("public", store.isPublic(row) ? 1 : 0);
    }

    /** As register-file answers. */
    static ObjectNode registered(Store store, DatasetRow row) {
        ObjectNode written = Json.object();
        written.put("id", row.id);
        written.put("name", row.key.name());
        written.put("file_size", row.size);
        written.put("subject", subject(row));
        written.put("created_by", row.createdBy);
        written.put("created_datetime", row.created);
        written.put("dataset_type", row.key.type());
        written.put("data_format", row.key.format());
        if (row.session != null) {
            written.put("session", row.session.id);
            written.put("session_number", row.session.number());
            written.put("session_users", String.join(",", row.session.users));
            written.put("session_start_time", row.session.start());
        } else if (row.aggregate != null) {
            written.put("content_type", row.aggregate.contentType());
            written.put("object_id", row.aggregate.objectId());
        }
        written.put("collection", row.key.collection());
        written.put("revision", row.key.revision());
        written.put("default", row.isDefault);
        written.put("qc", row.qc);
        ArrayNode files = written.putArray("file_records");
        row.files.forEach(file -> files.addObject()
                .put("id", file.id)
                .put("data_repository", file.repository)
                .put("relative_path", file.path)
                .put("exists", file.exists));
        return written;
    }

    /** As a session's detail lists it; the revision is there by its id, not by its name. */
    static ObjectNode inSession(Store store, Call call, DatasetRow row) {
        ObjectNode revision = store.revisions.find(row.key.revision());
        return Json.object()
                .put("id", row.id)
                .put("name", row.key.name())
                .put("dataset_type", row.key.type())
                .put("data_url", dataUrl(store, row))
                .put("url", url(call, row))
                .put("file_size", row.size)
                .put("hash", row.hash)
                .put("version", row.version)
                .put("collection", row.key.collection())
                .put("revision", revision == null ? "" : revision.path("id").asText())
                .put("default_revision", row.isDefault ? "True" : "False")
                .put("qc", Quality.name(row.qc));
    }

    /** As {@code /files} writes it. */
    static ObjectNode file(Call call, FileRow file) {
        ObjectNode written = Json.object()
                .put("url", call.base() + "/files/" + file.id)
                .put("dataset", url(call, file.dataset))
                .put("data_repository", file.repository)
                .put("name", "");
        written.set("json", file.json == null ? NullNode.getInstance() : file.json);
        return written.put("relative_path", file.path).put("exists", file.exists);
    }

    static String url(Call call, DatasetRow row) {
        return call.base() + "/datasets/" + row.id;
    }

    private static ObjectNode place(Store store, FileRow file) {
        Optional<Repository> repository =
                Optional.ofNullable(store.repositories.find(file.repository)).map(Repository::new);
        return Json.object()
                .put("id", file.id)
                .put("data_repository", file.repository)
                .put(
                        "data_repository_path",
                        repository.map(Repository::globusPath).orElse(null))
                .put("relative_path", file.path)
                .put("data_url", repository.map(known -> known.url(file)).orElse(null))
                .put("exists", file.exists);
    }

    /** Of the records that exist and have an address: a server's before a personal one's, then the last name. */
    private static @Nullable String dataUrl(Store store, DatasetRow row) {
        return row.files.stream()
                .filter(file -> file.exists)
                .sorted(Comparator.comparing(store::isPersonal)
                        .thenComparing(file -> file.repository, Comparator.reverseOrder()))
                .map(file -> store.repository(file.repository).url(file))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private static @Nullable String subject(DatasetRow row) {
        if (row.session != null) {
            return row.session.nickname();
        }
        return row.aggregate == null ? null : row.aggregate.subject();
    }
}
