package org.alyxtransfer.sandbox.alyx;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which endpoint a path names. No path has a trailing slash, but for the cache's. */
final class Routes {
    static final String SCHEMA = "/api/schema";
    static final String CACHE_INFO = "/cache/info";

    private static final Pattern UUID =
            Pattern.compile("[0-9a-fA-F]{8}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{12}");

    private final Map<String, Endpoint> collections = new LinkedHashMap<>();
    private final Map<String, Endpoint> members = new LinkedHashMap<>();
    private final Desk desk;

    Routes(Desk desk, Accounts accounts, Registrations registrations, byte[] schema) {
        this.desk = desk;
        sessionsAndDatasets();
        model("/labs", SimpleModels.labs());
        model("/projects", SimpleModels.projects());
        model("/subjects", new Subjects());
        model("/users", SimpleModels.users());
        model("/tags", SimpleModels.tags());
        model("/revisions", SimpleModels.revisions());
        model("/dataset-types", SimpleModels.types());
        model("/data-formats", SimpleModels.formats());
        model("/data-repository", SimpleModels.repositories());
        model("/data-repository-type", SimpleModels.repositoryTypes());
        model("/procedures", SimpleModels.procedures());
        members.remove("/procedures");
        readOnly("/locations", SimpleModels.locations()::list);
        members.put("/locations", guarded("GET, PUT, PATCH, HEAD, OPTIONS", member(SimpleModels.locations())));
        readOnly("/downloads", Downloads::list);
        readOnly("/cache.zip", CacheTables::zip);
        readOnly(CACHE_INFO + "/", CacheTables::info);
        collections.put("/sync-file-status", guarded(Endpoint.LIST, (store, call) -> Answer.ok(Json.array())));
        collections.put("/check-protected", open(Endpoint.READ, Protection::check));
        collections.put("/new-download", open(Endpoint.POST_ONLY, Downloads::report));
        collections.put("/register-file", new Endpoint(Endpoint.POST_ONLY, true, true, registrations::register));
        collections.put("/auth-token", Token.endpoint(accounts));
        collections.put(SCHEMA, Schema.endpoint(schema));
    }

    private void sessionsAndDatasets() {
        Sessions sessions = new Sessions();
        collections.put("/sessions", guarded(Endpoint.LIST, either(sessions::list, sessions::create)));
        members.put("/sessions", guarded(Endpoint.DETAIL, any(sessions::show, sessions::change, sessions::delete)));
        Datasets datasets = new Datasets();
        collections.put("/datasets", guarded(Endpoint.LIST, either(datasets::list, datasets::create)));
        members.put("/datasets", guarded(Endpoint.DETAIL, any(datasets::show, datasets::change, datasets::delete)));
        FileRecords files = new FileRecords();
        collections.put("/files", guarded(Endpoint.LIST, either(files::list, files::create)));
        members.put("/files", guarded(Endpoint.DETAIL, any(files::show, files::change, files::delete)));
    }

    /** An endpoint and, when the path names one row, that row's name. */
    record Match(Endpoint endpoint, String id) {}

    @Nullable
    Match match(String path) {
        Endpoint collection = collections.get(path);
        if (collection != null) {
            return new Match(collection, "");
        }
        if (path.startsWith(CACHE_INFO + "/") && path.endsWith("/")) {
            return endpoint(CACHE_INFO + "/", path.substring(CACHE_INFO.length() + 1, path.length() - 1));
        }
        int slash = path.lastIndexOf('/');
        String parent = path.substring(0, Math.max(slash, 0));
        String id = path.substring(slash + 1);
        Endpoint member = members.get(parent);
        boolean byId = List.of("/sessions", "/datasets", "/files").contains(parent);
        return member == null || id.isEmpty() || (byId && !isUuid(id)) ? null : new Match(member, id);
    }

    static boolean isUuid(String text) {
        return UUID.matcher(text).matches();
    }

    private @Nullable Match endpoint(String collection, String id) {
        Endpoint endpoint = collections.get(collection);
        return endpoint == null ? null : new Match(endpoint, id);
    }

    private void model(String path, SimpleModel model) {
        collections.put(path, guarded(Endpoint.LIST, either(model::list, model::create)));
        members.put(path, guarded(Endpoint.DETAIL, member(model)));
    }

    private void readOnly(String path, BiFunction<Store, Call, Answer> read) {
        collections.put(path, guarded(Endpoint.READ, read));
    }

    private Endpoint guarded(String allow, BiFunction<Store, Call, Answer> handler) {
        return new Endpoint(allow, false, true, call -> desk.turn(store -> handler.apply(store, call)));
    }

    private Endpoint open(String allow, BiFunction<Store, Call, Answer> handler) {
        return new Endpoint(allow, true, true, call -> desk.turn(store -> handler.apply(store, call)));
    }

    private static BiFunction<Store, Call, Answer> member(SimpleModel model) {
        return any(model::show, model::change, model::delete);
    }

    private static BiFunction<Store, Call, Answer> either(
            BiFunction<Store, Call, Answer> list, BiFunction<Store, Call, Answer> create) {
        return (store, call) -> (call.isGet() ? list : create).apply(store, call);
    }

    private static BiFunction<Store, Call, Answer> any(
            BiFunction<Store, Call, Answer> show,
            BiFunction<Store, Call, Answer> change,
            BiFunction<Store, Call, Answer> delete) {
        return (store, call) -> {
            if (call.isGet()) {
                return show.apply(store, call);
            }
            return (call.method().equals("DELETE") ? delete : change).apply(store, call);
        };
    }
}
