package org.alyxtransfer.sandbox.alyx;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.function.Consumer;

/** Fills a store with what a freshly set up Alyx has: labs, subjects, repositories, types. Reads resources: blocks. */
final class Seed {
    private Seed() {}

    static void fill(Store store) throws IOException {
        rows("labs", store.labs::add);
        rows("projects", store.projects::add);
        rows("subjects", row -> store.subjects.add(without(row, "url", "age_weeks")));
        rows("users", store.users::add);
        rows("tags", store.tags::add);
        rows("dataset-types", row -> store.types.add(described(row)));
        rows("data-formats", row -> store.formats.add(described(row)));
        rows("data-repository", store.repositories::add);
        rows("data-repository-type", row -> store.repositoryTypes.add(without(row, "url")));
        rows("locations", store.locations::add);
        rows("procedures", row -> store.procedures.add(described(row)));
    }

    static void addUser(Store store, String name) {
        if (store.users.has(name)) {
            return;
        }
        ObjectNode row =
                Json.object().put("id", store.newId()).put("username", name).put("email", "");
        row.putArray("lab");
        row.putArray("allowed_users");
        store.users.add(row.put("is_stock_manager", false));
    }

    /** Changes a repository of the seed, or adds one and attaches it to its lab. */
    static void place(Store store, RepositorySetting setting) {
        ObjectNode row = store.repositories.find(setting.name());
        if (row == null) {
            row = Json.object()
                    .put("name", setting.name())
                    .put("timezone", "UTC")
                    .put("globus_path", "/")
                    .put("repository_type", "Fileserver")
                    .putNull("globus_endpoint_id")
                    .put("globus_is_personal", false)
                    .putNull("json");
            store.repositories.add(row);
        }
        row.put("hostname", setting.hostname()).put("data_url", setting.dataUrl());
        if (setting.globusPath() != null) {
            row.put("globus_path", setting.globusPath());
        }
        ObjectNode lab = setting.lab() == null ? null : store.labs.find(setting.lab());
        if (lab != null && !Json.textsOf(lab, "repositories").contains(setting.name())) {
            lab.withArray("repositories").add(setting.name());
        }
    }

    static byte[] resource(String name) throws IOException {
        try (InputStream in = Seed.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException("the sandbox lacks its resource " + name);
            }
            return in.readAllBytes();
        }
    }

    private static void rows(String name, Consumer<ObjectNode> add) throws IOException {
        for (JsonNode row : Json.parse(resource("/seed/" + name + ".json"))) {
            add.accept((ObjectNode) row);
        }
    }

    private static ObjectNode described(ObjectNode row) {
        return row.has("description") ? row : row.put("description", "");
    }

    /** Columns that are made up for each answer. */
    private static ObjectNode without(ObjectNode row, String... columns) {
        row.remove(List.of(columns));
        return row;
    }
}
