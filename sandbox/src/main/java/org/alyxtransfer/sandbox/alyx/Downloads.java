package org.alyxtransfer.sandbox.alyx;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Who downloaded which dataset how often, as clients report it. */
final class Downloads {
    private Downloads() {}

    static Answer list(Store store, Call call) {
        return Paging.answer(call, List.copyOf(store.downloads.entrySet()), entry -> Json.object()
                .put("id", entry.getValue().id())
                .put("user", entry.getKey().user())
                .put("dataset", entry.getKey().dataset())
                .put("count", entry.getValue().count())
                .putNull("json"));
    }

    static Answer report(Store store, Call call) {
        JsonNode datasets = call.body().path("datasets");
        if (datasets.isMissingNode() || datasets.isNull()) {
            throw Refusal.uncaught("'NoneType' object is not iterable");
        }
        ObjectNode answer = Json.object();
        ArrayNode ids = answer.putArray("download");
        ArrayNode counts = answer.putArray("count");
        for (String dataset : PythonBody.texts(call.body(), "datasets")) {
            Store.Download download = count(store, call, dataset);
            ids.add(download.id());
            counts.add(download.count());
        }
        return Answer.json(201, answer);
    }

    private static Store.Download count(Store store, Call call, String dataset) {
        if (!Routes.isUuid(dataset)) {
            throw Refusal.uncaught("['\u201c" + dataset + "\u201d is not a valid UUID.']");
        }
        if (!store.datasets.containsKey(dataset)) {
            throw Refusal.uncaught("Dataset matching query does not exist.");
        }
        String user = call.user();
        if (user == null) {
            throw Refusal.uncaught("['\u201cAnonymousUser\u201d is not a valid UUID.']");
        }
        return store.downloads.merge(
                new Store.DownloadKey(user, dataset),
                new Store.Download(store.newId(), 1),
                (old, one) -> new Store.Download(old.id(), old.count() + 1));
    }
}
