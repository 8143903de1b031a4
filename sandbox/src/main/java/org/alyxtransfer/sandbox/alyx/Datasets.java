package org.alyxtransfer.sandbox.alyx;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@code /datasets}: making one here has no check at all for another of the same name. */
final class Datasets {
    private final Form form = new Form()
            .required("name", Field.text(255))
            .required("dataset_type", Field.one(store -> store.types))
            .required("data_format", Field.one(store -> store.formats))
            .optional("created_by", Field.one(store -> store.users))
            .optional("collection", Field.text(255))
            .nullable("session", Datasets::sessionUrl)
            .nullable("file_size", Field.integer())
            .optional("hash", Field.text(64))
            .optional("version", Field.text(64))
            .nullable("revision", Field.one(store -> store.revisions))
            .optional("default_dataset", Field.bool())
            .optional("tags", Field.many(store -> store.tags))
            .optional("qc", Field.qc())
            .nullable("json", Field.json());

    Answer list(Store store, Call call) {
        return Paging.answer(
                call, new DatasetFilter(store, call).matching(), row -> DatasetWriter.listed(store, call, row));
    }

    Answer show(Store store, Call call) {
        return Answer.ok(DatasetWriter.shown(store, call, store.dataset(call.id())));
    }

    Answer create(Store store, Call call) {
        ObjectNode values = form.read(store, call.body(), false);
        String session = Json.textOf(values, "session");
        DatasetKey blank = new DatasetKey(Objects.requireNonNullElse(session, ""), "", "", "", "", "");
        DatasetRow row = new DatasetRow(
                store.newId(), session == null ? null : store.session(session), keyed(blank, values), store.now());
        row.createdBy = call.user();
        store.add(row);
        apply(store, row, values);
        return Answer.json(201, DatasetWriter.shown(store, call, row)).with("Location", DatasetWriter.url(call, row));
    }

    /** Protection does not cover this way of changing a dataset. */
    Answer change(Store store, Call call) {
        DatasetRow row = store.dataset(call.id());
        ObjectNode values = form.read(store, call.body(), call.method().equals("PATCH"));
        store.rekey(row, keyed(row.key, values));
        apply(store, row, values);
        return Answer.ok(DatasetWriter.shown(store, call, row));
    }

    Answer delete(Store store, Call call) {
        DatasetRow row = store.dataset(call.id());
        if (store.isProtected(row)) {
            String tags = String.join("\", \"", row.tags);
            throw Refusal.detail(
                    403, "Failed to delete dataset %s due to protected tag(s) \"%s\"".formatted(row.key.name(), tags));
        }
        store.remove(row);
        return Answer.noContent();
    }

    private static void apply(Store store, DatasetRow row, ObjectNode values) {
        row.createdBy = textOr(values, "created_by", row.createdBy);
        row.hash = Objects.requireNonNullElse(textOr(values, "hash", row.hash), "");
        row.version = Objects.requireNonNullElse(textOr(values, "version", row.version), "");
        if (values.has("file_size")) {
            row.size = values.get("file_size").isNull()
                    ? null
                    : values.get("file_size").asLong();
        }
        if (values.has("default_dataset")) {
            row.isDefault = values.get("default_dataset").asBoolean();
        }
        if (values.has("tags")) {
            row.tags.clear();
            row.tags.addAll(Json.textsOf(values, "tags"));
        }
        if (values.has("qc")) {
            row.qc = Objects.requireNonNullElse(Quality.number(values.get("qc")), 0);
        }
        if (values.has("json")) {
            row.json = values.get("json");
        }
        store.save(row);
    }

    private static DatasetKey keyed(DatasetKey before, ObjectNode values) {
        return new DatasetKey(
                before.owner(),
                Objects.requireNonNullElse(textOr(values, "collection", before.collection()), ""),
                Objects.requireNonNullElse(textOr(values, "name", before.name()), ""),
                Objects.requireNonNullElse(textOr(values, "dataset_type", before.type()), ""),
                Objects.requireNonNullElse(textOr(values, "data_format", before.format()), ""),
                Objects.requireNonNullElse(textOr(values, "revision", before.revision()), ""));
    }

    private static @Nullable String textOr(ObjectNode values, String name, @Nullable String before) {
        return values.has(name) ? Json.textOf(values, name) : before;
    }

    private static JsonNode sessionUrl(Store store, JsonNode value) throws Field.Invalid {
        String url = value.asText();
        String id = url.substring(url.lastIndexOf('/') + 1);
        if (!store.sessions.containsKey(id)) {
            throw new Field.Invalid("Invalid hyperlink - Object does not exist.");
        }
        return Json.text(id);
    }
}
