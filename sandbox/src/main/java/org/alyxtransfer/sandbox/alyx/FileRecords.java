package org.alyxtransfer.sandbox.alyx;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code /files}: file records. */
final class FileRecords {
    private static final Pattern PATH = Pattern.compile("[^/\\s].*");

    private final Form form = new Form()
            .required("dataset", FileRecords::datasetUrl)
            .required("data_repository", Field.one(store -> store.repositories))
            .required("relative_path", Field.matching(PATH, "Invalid path"))
            .optional("exists", Field.bool())
            .nullable("json", Field.json());

    Answer list(Store store, Call call) {
        return Paging.answer(call, matching(store, call), row -> DatasetWriter.file(call, row));
    }

    Answer show(Store store, Call call) {
        return Answer.ok(DatasetWriter.file(call, store.file(call.id())));
    }

    Answer create(Store store, Call call) {
        ObjectNode values = form.read(store, call.body(), false);
        FileRow row = new FileRow(
                store.newId(),
                store.dataset(values.path("dataset").asText()),
                values.path("data_repository").asText(),
                values.path("relative_path").asText(),
                Json.isTrue(values, "exists"));
        refuseTakenPlace(store, row.place());
        row.json = values.path("json").isMissingNode() ? row.json : values.get("json");
        store.add(row);
        return Answer.json(201, DatasetWriter.file(call, row)).with("Location", call.base() + "/files/" + row.id);
    }

    Answer change(Store store, Call call) {
        FileRow row = store.file(call.id());
        ObjectNode values = form.read(store, call.body(), call.method().equals("PATCH"));
        String repository = values.path("data_repository").asText(row.repository);
        String path = values.path("relative_path").asText(row.path);
        DatasetRow dataset =
                values.has("dataset") ? store.dataset(values.get("dataset").asText()) : row.dataset;
        FileRow.Place place = new FileRow.Place(repository, path);
        if (!place.equals(row.place()) || dataset != row.dataset) {
            move(store, row, dataset, place);
        }
        row.exists = values.path("exists").asBoolean(row.exists);
        row.json = values.has("json") ? values.get("json") : row.json;
        return Answer.ok(DatasetWriter.file(call, row));
    }

    private static void move(Store store, FileRow row, DatasetRow dataset, FileRow.Place place) {
        if (!place.equals(row.place())) {
            refuseTakenPlace(store, place);
        }
        store.remove(row);
        row.dataset = dataset;
        row.repository = place.repository();
        row.path = place.path();
        store.add(row);
    }

    Answer delete(Store store, Call call) {
        store.remove(store.file(call.id()));
        return Answer.noContent();
    }

    private static void refuseTakenPlace(Store store, FileRow.Place place) {
        if (store.at(place) != null) {
            throw Refusal.field(
                    "non_field_errors", "The fields data_repository, relative_path must make a unique set.");
        }
    }

    private static Collection<FileRow> matching(Store store, Call call) {
        String dataset = call.filter("dataset");
        String repository = call.filter("data_repository");
        String path = call.filter("relative_path");
        String exists = call.filter("exists");
        String personal = call.filter("globus_is_personal");
        String lab = call.filter("lab");
        Predicate<FileRow> wanted = row -> repository == null || repository.equals(row.repository);
        wanted = wanted.and(row -> path == null || path.equals(row.path))
                .and(row -> exists == null || exists.equalsIgnoreCase(String.valueOf(row.exists)))
                .and(row -> personal == null || personal.equalsIgnoreCase(String.valueOf(store.isPersonal(row))))
                .and(row -> lab == null
                        || (row.dataset.session != null
                                && lab.equals(Json.textOf(row.dataset.session.columns, "lab"))));
        List<FileRow> rows = candidates(store, dataset).stream().filter(wanted).toList();
        String django = call.filter("django");
        return django == null ? rows : DjangoFilter.of(django).matching(store, rows);
    }

    private static Collection<FileRow> candidates(Store store, @Nullable String dataset) {
        if (dataset == null) {
            return store.files.values();
        }
        if (!Routes.isUuid(dataset)) {
            throw Refusal.field("dataset", "\u201c" + dataset + "\u201d is not a valid UUID.");
        }
        DatasetRow row = store.datasets.get(dataset);
        if (row == null) {
            throw Refusal.field("dataset", "Select a valid choice. That choice is not one of the available choices.");
        }
        return List.copyOf(row.files);
    }

    private static JsonNode datasetUrl(Store store, JsonNode value) throws Field.Invalid {
        String url = value.asText();
        String id = url.substring(url.lastIndexOf('/') + 1);
        if (!store.datasets.containsKey(id)) {
            throw new Field.Invalid("Invalid hyperlink - Object does not exist.");
        }
        return Json.text(id);
    }
}
