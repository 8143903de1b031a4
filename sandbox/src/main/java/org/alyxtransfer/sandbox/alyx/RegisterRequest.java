package org.alyxtransfer.sandbox.alyx;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A register-file request whose user, repository, labs and session are found.
 *
 * @param session null for files of no session
 * @param root the session folder as written, number padding included
 * @param below folders of the request's path below it
 * @param repository where the files are said to be, null when not said
 * @param repositories which get a file record
 */
record RegisterRequest(
        @Nullable String user,
        @Nullable SessionRow session,
        DatasetRow.@Nullable Aggregate aggregate,
        String root,
        String below,
        @Nullable String repository,
        Set<String> repositories,
        List<Item> items,
        boolean exists,
        boolean isServerOnly,
        boolean becomesDefault) {

    /** One file of it; null where nothing was given. */
    record Item(
            String name,
            @Nullable String hash,
            @Nullable Long size,
            @Nullable String version,
            JsonNode qc) {}

    /** In the real server's order, so that a request wrong in several ways is refused in its words. */
    static RegisterRequest read(Store store, Call call) {
        JsonNode body = call.body();
        if (!body.isObject()) {
            throw Refusal.uncaught("'list' object has no attribute 'get'");
        }
        String user = user(store, call);
        ObjectNode repository = repository(store, body);
        String path = path(body);
        if (body.hasNonNull("content_type") != body.hasNonNull("object_id")) {
            throw new Refusal(Answer.error(400, "Both content_type and object_id should be provided together."));
        }
        DatasetRow.Aggregate aggregate = body.hasNonNull("content_type") ? aggregate(store, body) : null;
        AlyxPath.SessionFolder folder = aggregate == null ? AlyxPath.session(path) : null;
        Set<String> repositories = repositories(store, body, folder);
        List<Item> items = items(body);
        SessionRow session = folder == null ? null : session(store, folder, user);
        if (repository != null) {
            repositories.add(repository.path("name").asText());
        }
        boolean isServerOnly = PythonBody.flag(body, "server_only", false);
        if (isServerOnly) {
            repositories.removeIf(name -> store.repository(name).isPersonal());
        }
        RegisterRequest request = new RegisterRequest(
                user,
                session,
                aggregate,
                folder == null ? "" : folder.root(),
                folder == null ? path : folder.rest(),
                repository == null ? null : repository.path("name").asText(),
                repositories,
                items,
                PythonBody.flag(body, "exists", true),
                isServerOnly,
                PythonBody.flag(body, "default", true));
        if (PythonBody.flag(body, "check_protected", false)) {
            Protection.refuseIfAny(store, request);
        }
        return request;
    }

    AlyxPath place(String name) {
        return AlyxPath.of(root, AlyxPath.joined(below, name));
    }

    String owner() {
        if (session != null) {
            return session.id;
        }
        return aggregate == null ? "" : aggregate.objectId();
    }

    private static @Nullable String user(Store store, Call call) {
        String named = Json.textOf(call.body(), "created_by");
        if (named == null || named.isEmpty()) {
            return call.user();
        }
        if (store.users.find(named) == null) {
            throw Refusal.uncaught("LabMember matching query does not exist.");
        }
        return named;
    }

    private static @Nullable ObjectNode repository(Store store, JsonNode body) {
        String name = Json.textOf(body, "name");
        String host = Json.textOf(body, "hostname");
        if (name == null && host == null) {
            return null;
        }
        ObjectNode found = name != null
                ? store.repositories.find(name)
                : store.repositories.first(row -> row.path("hostname").asText().equals(host));
        if (found == null) {
            throw Refusal.detail(400, "The specified repository does not exist.");
        }
        return found;
    }

    private static String path(JsonNode body) {
        String path = Json.textOf(body, "path");
        if (path == null || path.isEmpty()) {
            throw Refusal.uncaught("The path argument is required.");
        }
        return AlyxPath.normal(path);
    }

    private static DatasetRow.Aggregate aggregate(Store store, JsonNode body) {
        String id = body.path("object_id").asText();
        ObjectNode subject = store.subjects.first(row -> row.path("id").asText().equals(id));
        if (subject == null) {
            throw Refusal.detail(400, "Invalid object ID: " + id);
        }
        return new DatasetRow.Aggregate(
                "subjects.subject", id, subject.path("nickname").asText());
    }

    private static SessionRow session(Store store, AlyxPath.SessionFolder folder, @Nullable String user) {
        try {
            return SessionFinder.find(store, folder, user);
        } catch (SessionFinder.NoSession e) {
            throw new Refusal(Answer.error(400, String.valueOf(e.getMessage())));
        }
    }

    /** Those of the labs given (under a key that also goes by the name of projects), else of the subject's lab. */
    private static Set<String> repositories(Store store, JsonNode body, AlyxPath.@Nullable SessionFolder folder) {
        Set<String> labs = new LinkedHashSet<>(PythonBody.texts(body, "labs"));
        labs.addAll(PythonBody.texts(body, "projects"));
        if (folder != null) {
            ObjectNode subject = store.subjects.find(folder.subject());
            if (subject == null) {
                throw new Refusal(
                        Answer.error(400, "A subject with nickname \"" + folder.subject() + "\" does not exist."));
            }
            if (labs.isEmpty()) {
                labs.add(subject.path("lab").asText());
            }
        }
        if (!labs.stream().allMatch(store.labs::has)) {
            throw Refusal.detail(400, "One or more of the specified labs do not exist.");
        }
        Set<String> repositories = new LinkedHashSet<>();
        labs.forEach(lab -> repositories.addAll(Json.textsOf(store.labs.get(lab), "repositories")));
        return repositories;
    }

    /** As many as the shortest of the lists has: the real server zips them and says nothing. */
    private static List<Item> items(JsonNode body) {
        List<String> names = PythonBody.texts(body, "filenames");
        List<JsonNode> hashes = PythonBody.list(body, "hashes", names.size());
        List<Optional<Long>> sizes = PythonBody.integers(body, "filesizes", names.size());
        List<JsonNode> versions = PythonBody.listOrSame(body, "versions", NullNode.getInstance(), names.size());
        List<JsonNode> qcs = PythonBody.listOrSame(body, "qc", IntNode.valueOf(0), names.size());
        int count = IntStream.of(names.size(), hashes.size(), sizes.size(), versions.size(), qcs.size())
                .min()
                .orElse(0);
        return IntStream.range(0, count)
                .mapToObj(i -> new Item(
                        names.get(i),
                        PythonBody.textOrNull(hashes.get(i)),
                        sizes.get(i).orElse(null),
                        PythonBody.textOrNull(versions.get(i)),
                        qcs.get(i)))
                .toList();
    }
}
