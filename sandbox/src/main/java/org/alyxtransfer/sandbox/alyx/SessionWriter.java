package org.alyxtransfer.sandbox.alyx;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Sessions as the different answers write them. */
final class SessionWriter {
    private SessionWriter() {}

    /** As {@code /sessions/<id>} shows it: only datasets that exist in a repository that is not personal are related. */
    static ObjectNode shown(Store store, Call call, SessionRow row) {
        ObjectNode shown = row.columns.deepCopy();
        shown.put("id", row.id);
        shown.put("url", url(call, row));
        shown.put("subject", row.nickname());
        shown.set("users", Json.texts(row.users));
        shown.put("parent_session", row.parent == null ? null : url(call, row.parent));
        shown.putArray("wateradmin_session_related");
        shown.putArray("probe_insertion");
        shown.putArray("field_of_view");
        shown.putArray("notes");
        ArrayNode datasets = shown.putArray("data_dataset_session_related");
        row.datasets.stream()
                .filter(store::existsOnServer)
                .forEach(dataset -> datasets.add(DatasetWriter.inSession(store, call, dataset)));
        return shown;
    }

    static ObjectNode listed(Call call, SessionRow row) {
        ObjectNode listed = Json.object();
        listed.put("id", row.id);
        listed.put("subject", row.nickname());
        listed.set("start_time", row.columns.path("start_time"));
        listed.set("number", row.columns.path("number"));
        listed.set("lab", row.columns.path("lab"));
        listed.set("projects", row.columns.path("projects"));
        listed.put("url", url(call, row));
        listed.set("task_protocol", row.columns.path("task_protocol"));
        return listed;
    }

    static String url(Call call, SessionRow row) {
        return call.base() + "/sessions/" + row.id;
    }
}
