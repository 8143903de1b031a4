package org.alyxtransfer.sandbox.alyx;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** ONE's cache tables: the stand-in tells about them but has no file of them. */
final class CacheTables {
    private CacheTables() {}

    /** What the real server's generator would leave, were there one. */
    static void generate(Store store) {
        ObjectNode info = Json.object()
                .put("date_created", store.now().substring(0, 16).replace('T', ' '))
                .put("origin", "alyx")
                .put("min_api_version", "2.10");
        ObjectNode tables = info.putObject("tables");
        tables.putObject("sessions").put("nrecs", store.sessions.size()).put("size", 0);
        tables.putObject("datasets").put("nrecs", 0).put("size", 0);
        store.cacheInfo = info;
    }

    static Answer info(Store store, Call call) {
        if (!call.id().isEmpty()) {
            return Answer.html(404, "text/html; charset=utf-8", "Tag matching query does not exist.");
        }
        if (store.cacheInfo == null) {
            throw Refusal.uncaught("[Errno 2] No such file or directory: 'LAB/cache_info.json'");
        }
        return Answer.ok(store.cacheInfo);
    }

    static Answer zip(Store store, Call call) {
        return Refusal.uncaught("[Errno 2] No such file or directory: 'LAB/cache.zip'")
                .answer();
    }
}
