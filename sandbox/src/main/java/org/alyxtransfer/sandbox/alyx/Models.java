package org.alyxtransfer.sandbox.alyx;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The names by which a {@code django=} filter walks from row to row. */
final class Models {
    private static final String SESSION = "auto_datetime, data_dataset_session_related, end_time, extended_qc, "
            + "field_of_view, id, json, lab, lab_id, location, location_id, n_correct_trials, n_trials, name, "
            + "narrative, number, parent_session, parent_session_id, probe_insertion, procedures, projects, qc, "
            + "session, start_time, subject, subject_id, task_protocol, tasks, type, users, "
            + "wateradmin_session_related";
    private static final String DATASET = "auto_datetime, collection, content_type, created_by, created_datetime, "
            + "data_format, dataset_type, default_dataset, file_records, file_size, hash, id, json, name, object_id, "
            + "qc, revision, session, session_id, tags, version";
    private static final String FILE = "data_repository, dataset, dataset_id, exists, id, json, name, relative_path";

    private Models() {}

    /** The values under a name, none for null. A name that the row's model does not have is an error of the server. */
    static List<?> values(Store store, Object row, String name) {
        List<?> values = find(store, row, name);
        if (values == null) {
            throw Refusal.uncaught(
                    "Cannot resolve keyword '%s' into field. Choices are: %s".formatted(name, choices(row)));
        }
        return values.stream().filter(Objects::nonNull).toList();
    }

    static String id(Object row) {
        if (row instanceof SessionRow session) {
            return session.id;
        }
        if (row instanceof DatasetRow dataset) {
            return dataset.id;
        }
        if (row instanceof FileRow file) {
            return file.id;
        }
        if (row instanceof ObjectNode columns) {
            return columns.path(columns.has("id") ? "id" : "name").asText();
        }
        return String.valueOf(row);
    }

    private static @Nullable List<?> find(Store store, Object row, String name) {
        if (row instanceof SessionRow session) {
            return ofSession(store, session, name);
        }
        if (row instanceof DatasetRow dataset) {
            return ofDataset(store, dataset, name);
        }
        if (row instanceof FileRow file) {
            return ofFile(store, file, name);
        }
        if (row instanceof ObjectNode columns) {
            return columns.has(name) ? scalars(columns.get(name)) : null;
        }
        if (row instanceof Inside inside) {
            return inside.value().has(name) ? inside(inside.value().get(name)) : List.of();
        }
        return Set.of("name", "username", "nickname").contains(name) ? List.of(row) : null;
    }

    private static @Nullable List<?> ofSession(Store store, SessionRow row, String name) {
        return switch (name) {
            case "id", "pk" -> List.of(row.id);
            case "name" -> List.of("");
            case "subject" -> List.of(row.subject);
            case "subject_id" -> List.of(row.subject.path("id").asText());
            case "users" -> rows(store.users, row.users);
            case "lab" ->
                rows(
                        store.labs,
                        Stream.ofNullable(Json.textOf(row.columns, "lab")).toList());
            case "projects" -> rows(store.projects, Json.textsOf(row.columns, "projects"));
            case "procedures" -> rows(store.procedures, Json.textsOf(row.columns, "procedures"));
            case "location" ->
                rows(
                        store.locations,
                        Stream.ofNullable(Json.textOf(row.columns, "location")).toList());
            case "qc" ->
                Stream.ofNullable(Quality.number(row.columns.path("qc"))).toList();
            case "parent_session" -> Stream.ofNullable(row.parent).toList();
            case "parent_session_id" ->
                Stream.ofNullable(row.parent).map(parent -> parent.id).toList();
            case "data_dataset_session_related" -> List.copyOf(row.datasets);
            case "field_of_view", "probe_insertion", "tasks", "session", "wateradmin_session_related" -> List.of();
            case "json", "extended_qc" -> inside(row.columns.path(name));
            default -> row.columns.has(name) ? scalars(row.columns.get(name)) : null;
        };
    }

    private static @Nullable List<?> ofDataset(Store store, DatasetRow row, String name) {
        return switch (name) {
            case "id", "pk" -> List.of(row.id);
            case "name" -> List.of(row.key.name());
            case "collection" -> List.of(row.key.collection());
            case "session" -> Stream.ofNullable(row.session).toList();
            case "session_id" ->
                Stream.ofNullable(row.session).map(session -> session.id).toList();
            case "hash" -> List.of(row.hash);
            case "version" -> List.of(row.version);
            case "file_size" -> Stream.ofNullable(row.size).toList();
            case "qc" -> List.of(row.qc);
            case "default_dataset" -> List.of(row.isDefault);
            case "revision" -> rows(store.revisions, List.of(row.key.revision()));
            case "dataset_type" -> rows(store.types, List.of(row.key.type()));
            case "data_format" -> rows(store.formats, List.of(row.key.format()));
            case "created_by" ->
                rows(store.users, Stream.ofNullable(row.createdBy).toList());
            case "created_datetime" -> List.of(row.created);
            case "auto_datetime" -> List.of(row.changed);
            case "tags" -> rows(store.tags, row.tags);
            case "file_records" -> List.copyOf(row.files);
            case "json" -> inside(row.json);
            case "object_id" ->
                Stream.ofNullable(row.aggregate).map(about -> about.objectId()).toList();
            case "content_type" ->
                Stream.ofNullable(row.aggregate)
                        .map(about -> about.contentType())
                        .toList();
            default -> null;
        };
    }

    private static @Nullable List<?> ofFile(Store store, FileRow row, String name) {
        return switch (name) {
            case "id", "pk" -> List.of(row.id);
            case "dataset" -> List.of(row.dataset);
            case "dataset_id" -> List.of(row.dataset.id);
            case "data_repository" -> rows(store.repositories, List.of(row.repository));
            case "relative_path" -> List.of(row.path);
            case "exists" -> List.of(row.exists);
            case "name" -> List.of("");
            case "json" -> inside(row.json);
            default -> null;
        };
    }

    private static List<ObjectNode> rows(Table table, Collection<String> names) {
        return names.stream().map(table::find).filter(Objects::nonNull).toList();
    }

    private static List<?> scalars(JsonNode value) {
        if (value.isArray()) {
            List<Object> all = new ArrayList<>();
            value.forEach(item -> all.addAll(scalars(item)));
            return all;
        }
        if (value.isNull()) {
            return List.of();
        }
        if (value.isBoolean()) {
            return List.of(value.asBoolean());
        }
        if (value.isNumber()) {
            return List.of(value.numberValue());
        }
        return value.isTextual() ? List.of(value.asText()) : List.of(value);
    }

    private static List<?> inside(JsonNode value) {
        return value.isObject() ? List.of(new Inside(value)) : scalars(value);
    }

    /** A free JSON value: a key that it lacks is no error, only no match. */
    private record Inside(JsonNode value) {}

    private static String choices(Object row) {
        if (row instanceof SessionRow) {
            return SESSION;
        }
        if (row instanceof DatasetRow) {
            return DATASET;
        }
        if (row instanceof FileRow) {
            return FILE;
        }
        if (row instanceof ObjectNode columns) {
            return String.join(
                    ", ",
                    columns.properties().stream()
                            .map(column -> column.getKey())
                            .sorted()
                            .toList());
        }
        return "";
    }
}
