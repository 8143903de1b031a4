package org.alyxtransfer.sandbox.alyx;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;

/** The models that are little more than a name: what they take and which defaults they have. */
final class SimpleModels {
    private static final Pattern HOSTNAME = Pattern.compile("[a-zA-Z0-9.\\-_]*");
    private static final Pattern EXTENSION = Pattern.compile("(\\..+)?");

    private SimpleModels() {}

    static SimpleModel labs() {
        Form form = new Form()
                .required("name", Field.text(255))
                .optional("institution", Field.text(255))
                .optional("address", Field.text(255))
                .optional("timezone", Field.text(64))
                .optional("repositories", Field.many(store -> store.repositories))
                .nullable("json", Field.json());
        return new SimpleModel(store -> store.labs, form)
                .unique("name", "lab with this name already exists.")
                .withDefaults(row -> row.put("institution", "")
                        .put("address", "")
                        .put("timezone", "Europe/London")
                        .<ObjectNode>set("repositories", Json.array())
                        .put("reference_weight_pct", 0.0)
                        .put("zscore_weight_pct", 0.0)
                        .putNull("json"));
    }

    static SimpleModel projects() {
        Form form = new Form()
                .required("name", Field.text(255))
                .optional("description", Field.text())
                .optional("users", Field.many(store -> store.users));
        return new SimpleModel(store -> store.projects, form)
                .unique("name", "project with this name already exists.")
                .withDefaults(row -> row.put("description", "").set("users", Json.array()));
    }

    static SimpleModel tags() {
        Form form = new Form()
                .required("name", Field.text(255))
                .optional("description", Field.text(1023))
                .optional("protected", Field.bool())
                .optional("public", Field.bool())
                .nullable("json", Field.json());
        return new SimpleModel(store -> store.tags, form)
                .withId()
                .filteredBy("name")
                .unique("name", "tag with this name already exists.")
                .withDefaults(row -> row.putNull("json")
                        .put("description", "")
                        .put("protected", false)
                        .put("public", false)
                        .putNull("hash"));
    }

    static SimpleModel revisions() {
        Form form = new Form()
                .required("name", Field.text(255))
                .optional("description", Field.text(1023))
                .nullable("json", Field.json());
        return new SimpleModel(store -> store.revisions, form) {
            @Override
            void complete(Store store, Call call, ObjectNode row) {
                row.put("created_datetime", store.now());
            }
        }.withId()
                .filteredBy("name")
                .unique("name", "revision with this name already exists.")
                .withDefaults(row -> row.putNull("json").put("description", ""));
    }

    static SimpleModel types() {
        Form form = new Form()
                .required("name", Field.text(255))
                .optional("description", Field.text(1023))
                .nullable("filename_pattern", Field.mapped(pattern -> pattern.toLowerCase(Locale.ROOT)));
        return new SimpleModel(store -> store.types, form) {
            @Override
            void complete(Store store, Call call, ObjectNode row) {
                row.put("created_by", call.user());
            }
        }.withId()
                .unique("name", "dataset type with this name already exists.")
                .unique("filename_pattern", "dataset type with this filename pattern already exists.")
                .withDefaults(
                        row -> row.putNull("created_by").put("description", "").putNull("filename_pattern"));
    }

    static SimpleModel formats() {
        Form form = new Form()
                .required("name", Field.text(255))
                .optional("description", Field.text(255))
                .optional(
                        "file_extension", Field.matching(EXTENSION, "Invalid file extension, should start with a dot"))
                .optional("matlab_loader_function", Field.text(255))
                .optional("python_loader_function", Field.text(255))
                .nullable("json", Field.json());
        return new SimpleModel(store -> store.formats, form)
                .withId()
                .unique("name", "data format with this name already exists.")
                .withDefaults(row -> row.putNull("json")
                        .put("description", "")
                        .put("file_extension", "")
                        .put("matlab_loader_function", "")
                        .put("python_loader_function", ""));
    }

    static SimpleModel repositories() {
        Form form = new Form()
                .required("name", Field.text(255))
                .optional("timezone", Field.text(64))
                .nullable("globus_path", Field.text(1000))
                .optional("hostname", Field.matching(HOSTNAME, "Invalid hostname"))
                .nullable("data_url", Field.text(200))
                .nullable("repository_type", Field.one(store -> store.repositoryTypes))
                .nullable("globus_endpoint_id", Field.text())
                .nullable("globus_is_personal", Field.bool())
                .nullable("json", Field.json());
        return new SimpleModel(store -> store.repositories, form)
                .filteredBy("name", "globus_is_personal", "globus_endpoint_id")
                .unique("name", "data repository with this name already exists.")
                .withDefaults(row -> row.put("timezone", "UTC")
                        .put("globus_path", "")
                        .put("hostname", "")
                        .putNull("data_url")
                        .putNull("repository_type")
                        .putNull("globus_endpoint_id")
                        .putNull("globus_is_personal")
                        .putNull("json"));
    }

    static SimpleModel repositoryTypes() {
        Form form = new Form().required("name", Field.text(255)).nullable("json", Field.json());
        return new SimpleModel(store -> store.repositoryTypes, form) {
            @Override
            ObjectNode written(Store store, Call call, ObjectNode row) {
                String name = URLEncoder.encode(row.path("name").asText(), StandardCharsets.UTF_8);
                return row.deepCopy().put("url", call.base() + "/data-repository-type/" + name.replace("+", "%20"));
            }
        }.unique("name", "data repository type with this name already exists.")
                .withDefaults(row -> row.putNull("json"));
    }

    static SimpleModel locations() {
        return new SimpleModel(store -> store.locations, new Form().nullable("json", Field.json()));
    }

    static SimpleModel procedures() {
        Form form = new Form()
                .required("name", Field.text(255))
                .optional("description", Field.text())
                .nullable("json", Field.json());
        return new SimpleModel(store -> store.procedures, form)
                .withId()
                .unique("name", "procedure type with this name already exists.")
                .withDefaults(row -> row.putNull("json").put("description", ""));
    }

    /** Users; whom they are responsible for is looked up among the subjects. */
    static SimpleModel users() {
        Form form = new Form()
                .required("username", Field.text(150))
                .optional("email", Field.text(254))
                .optional("is_stock_manager", Field.bool());
        return new SimpleModel(store -> store.users, form) {
            @Override
            ObjectNode written(Store store, Call call, ObjectNode row) {
                String name = row.path("username").asText();
                ObjectNode written = row.deepCopy();
                written.set(
                        "subjects_responsible",
                        Json.texts(store.subjects.rows().stream()
                                .filter(subject -> name.equals(Json.textOf(subject, "responsible_user")))
                                .map(subject -> subject.path("nickname").asText())
                                .toList()));
                return written;
            }
        }.withId()
                .filteredBy("username")
                .unique("username", "A user with that username already exists.")
                .withDefaults(row -> row.put("email", "")
                        .<ObjectNode>set("lab", Json.array())
                        .<ObjectNode>set("allowed_users", Json.array())
                        .put("is_stock_manager", false));
    }
}
