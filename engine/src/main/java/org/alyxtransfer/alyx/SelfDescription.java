package org.alyxtransfer.alyx;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What an Alyx says of itself in {@code /api/schema}, held against what this client uses.
 *
 * <p>Alyx 3.6.1 tells no version there or anywhere else that a client may look, so the description is what stands for
 * one. Filters are looked at besides requests, as Alyx silently ignores those that it does not know: one that is
 * missing would make a query return everything.
 *
 * @param version what it gives as its version, "" where that says nothing ({@code 0.0.0})
 * @param missing what this client uses and the server does not offer, one phrase each
 */
public record SelfDescription(String version, List<String> missing) {
    static final String ADDRESS = "/api/schema";

    private static final List<String> REQUESTS = List.of(
            "post /auth-token",
            "get /users/{}",
            "get /subjects/{}",
            "get /sessions",
            "post /sessions",
            "get /sessions/{}",
            "patch /sessions/{}",
            "get /datasets",
            "patch /files/{}",
            "post /register-file",
            "get /check-protected",
            "get /dataset-types",
            "get /data-formats",
            "get /data-repository/{}",
            "get /labs",
            "get /projects");
    private static final Map<String, List<String>> FILTERS = Map.of(
            "/sessions",
                    List.of(
                            "subject",
                            "date_range",
                            "number",
                            "lab",
                            "projects",
                            "task_protocol",
                            "users",
                            "dataset_types",
                            "datasets",
                            "limit",
                            "offset"),
            "/datasets", List.of("session", "django", "limit", "offset"));
    private static final Map<String, List<String>> FIELDS = Map.of(
            "Dataset",
                    List.of(
                            "url",
                            "name",
                            "collection",
                            "revision",
                            "file_size",
                            "hash",
                            "default_dataset",
                            "protected",
                            "file_records"),
            "SessionDetail", List.of("id", "subject", "start_time", "number", "lab", "data_dataset_session_related"));
    private static final Pattern PARAMETER = Pattern.compile("\\{[^}]*}");

    public SelfDescription {
        missing = List.copyOf(missing);
    }

    static SelfDescription of(JsonNode schema) {
        List<String> missing = new ArrayList<>();
        for (String request : REQUESTS) {
            if (!offers(schema, request)) {
                missing.add("the request " + request.replace("{}", "<id>"));
            }
        }
        FILTERS.forEach((path, filters) -> filters.stream()
                .filter(filter -> !filters(schema, path, filter))
                .forEach(filter -> missing.add("the filter " + filter + " of " + path)));
        FIELDS.forEach((type, fields) -> fields.stream()
                .filter(field -> !fields(schema, type).has(field))
                .forEach(field -> missing.add("the field " + field + " of " + type)));
        String version = schema.path("info").path("version").asText();
        return new SelfDescription(version.equals("0.0.0") ? "" : version, missing);
    }

    /** How many requests, filters and fields were looked for. */
    public static int wanted() {
        return REQUESTS.size()
                + FILTERS.values().stream().mapToInt(List::size).sum()
                + FIELDS.values().stream().mapToInt(List::size).sum();
    }

    private static boolean offers(JsonNode schema, String request) {
        String[] words = request.split(" ");
        return schema.path("paths").properties().stream()
                .filter(path ->
                        PARAMETER.matcher(path.getKey()).replaceAll("{}").equals(words[1]))
                .anyMatch(path -> path.getValue().has(words[0]));
    }

    private static boolean filters(JsonNode schema, String path, String filter) {
        for (JsonNode parameter : schema.path("paths").path(path).path("get").path("parameters")) {
            if (parameter.path("name").asText().equals(filter)) {
                return true;
            }
        }
        return false;
    }

    private static JsonNode fields(JsonNode schema, String type) {
        return schema.path("components").path("schemas").path(type).path("properties");
    }
}
