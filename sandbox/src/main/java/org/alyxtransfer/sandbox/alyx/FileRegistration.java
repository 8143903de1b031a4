package org.alyxtransfer.sandbox.alyx;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Registers one file: looks for its dataset, makes it if it is missing, updates it and its file records. */
final class FileRegistration {
    private final RegisterRequest request;
    private final RegisterRequest.Item item;

    FileRegistration(RegisterRequest request, RegisterRequest.Item item) {
        this.request = request;
        this.item = item;
    }

    /** What the look-up knows; a row that another request makes afterwards is not in it. */
    record Found(AlyxPath place, DatasetKey key, @Nullable DatasetRow row) {}

    Found look(Store store) {
        AlyxPath place = request.place(item.name());
        String type = store.typeMatcher.typeOf(place.name());
        DatasetKey key = new DatasetKey(
                request.owner(), place.collection(), place.name(), type, format(store, place.name()), place.revision());
        List<DatasetRow> rows = store.same(key);
        if (rows.size() > 1) {
            throw Refusal.ambiguous("Dataset", rows.size());
        }
        return new Found(place, key, rows.isEmpty() ? null : rows.get(0));
    }

    DatasetRow commit(Store store, Found found) {
        DatasetRow known = found.row();
        DatasetRow row = known == null ? made(store, found.key()) : known;
        row.isDefault = request.becomesDefault();
        store.save(row);
        if (known != null && store.isProtected(row)) {
            // The real server has saved the default flag by now; a refused request moves it.
            throw Refusal.detail(403, "Dataset " + row.id + " is protected, cannot patch");
        }
        boolean isPatched = item.hash() == null || row.hash.isEmpty() || !row.hash.equals(item.hash());
        update(store, row, found.place().relative());
        for (String repository : request.repositories()) {
            record(store, row, new FileRow.Place(repository, found.place().relative()), isPatched);
        }
        return row;
    }

    private DatasetRow made(Store store, DatasetKey key) {
        if (!key.revision().isEmpty() && !store.revisions.has(key.revision())) {
            store.revisions.add(Json.object()
                    .put("id", store.newId())
                    .putNull("json")
                    .put("name", key.revision())
                    .put("description", "")
                    .put("created_datetime", store.now()));
        }
        DatasetRow row = new DatasetRow(store.newId(), request.session(), key, store.now());
        row.aggregate = request.aggregate();
        store.add(row);
        return row;
    }

    private void update(Store store, DatasetRow row, String relative) {
        Integer qc = Quality.number(item.qc());
        if (qc == null) {
            throw Refusal.detail(
                    400,
                    "Invalid QC value \"%s\" for dataset \"%s\""
                            .formatted(item.qc().asText(), relative));
        }
        refuseLong(relative, "hash", item.hash());
        refuseLong(relative, "version", item.version());
        row.qc = qc;
        row.hash = Objects.requireNonNullElse(item.hash(), row.hash);
        row.version = Objects.requireNonNullElse(item.version(), row.version);
        row.size = item.size() == null ? row.size : item.size();
        row.createdBy = request.user();
        store.save(row);
    }

    private void record(Store store, DatasetRow row, FileRow.Place place, boolean isPatched) {
        boolean isThere = request.isServerOnly() || place.repository().equals(request.repository());
        FileRow file = store.at(place);
        if (file == null) {
            store.add(new FileRow(store.newId(), row, place.repository(), place.path(), isThere && request.exists()));
        } else if (file.dataset != row) {
            throw Refusal.detail(
                    400,
                    "A file record for \"%s\" already exists on repository \"%s\" for a different dataset"
                            .formatted(place.path(), place.repository()));
        } else if (isPatched) {
            file.exists = isThere && request.exists();
        }
    }

    private static void refuseLong(String relative, String field, @Nullable String value) {
        if (value != null && value.length() > 64) {
            throw Refusal.detail(
                    400,
                    "Invalid dataset \"%s\": {'%s': ['Ensure this value has at most 64 characters (it has %d).']}"
                            .formatted(relative, field, value.length()));
        }
    }

    private static String format(Store store, String name) {
        int dot = name.lastIndexOf('.');
        String extension = dot < 0 ? "" : name.substring(dot);
        List<ObjectNode> formats = store.formats.rows().stream()
                .filter(row -> row.path("file_extension").asText().equals(extension))
                .toList();
        if (formats.isEmpty()) {
            throw Refusal.uncaught("DataFormat matching query does not exist.");
        }
        if (formats.size() > 1) {
            throw Refusal.ambiguous("DataFormat", formats.size());
        }
        return formats.get(0).path("name").asText();
    }
}
