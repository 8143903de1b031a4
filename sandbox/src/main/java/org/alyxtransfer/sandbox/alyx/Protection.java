package org.alyxtransfer.sandbox.alyx;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.List;

/** Tells which datasets are protected; a file's own revision does not matter, any of its family's does. */
final class Protection {
    private Protection() {}

    /** {@code GET /check-protected}: always 200, the verdict is inside. */
    static Answer check(Store store, Call call) {
        ObjectNode body = Json.object();
        call.query().keySet().forEach(key -> body.put(key, call.query(key)));
        if (call.body() instanceof ObjectNode sent) {
            body.setAll(sent);
        }
        String path = Json.textOf(body, "path");
        if (path == null || path.isEmpty()) {
            throw Refusal.uncaught("The path argument is required.");
        }
        AlyxPath.SessionFolder folder = AlyxPath.session(AlyxPath.normal(path));
        if (store.subjects.find(folder.subject()) == null) {
            throw Refusal.uncaught("Subject matching query does not exist.");
        }
        String owner = owner(store, folder, call);
        List<AlyxPath> places = PythonBody.texts(body, "filenames").stream()
                .map(name -> AlyxPath.of(folder.root(), AlyxPath.joined(folder.rest(), name)))
                .toList();
        ObjectNode verdict = verdict(store, owner, PythonBody.texts(body, "filenames"), places);
        return Answer.ok(
                verdict.isEmpty()
                        ? Json.object().put("status_code", 200).put("details", "None of the datasets are protected")
                        : verdict);
    }

    static void refuseIfAny(Store store, RegisterRequest request) {
        List<String> names =
                request.items().stream().map(RegisterRequest.Item::name).toList();
        ObjectNode verdict = verdict(
                store,
                request.owner(),
                names,
                names.stream().map(request::place).toList());
        if (!verdict.isEmpty()) {
            throw new Refusal(Answer.json(403, verdict));
        }
    }

    /** Empty when nothing is protected. */
    private static ObjectNode verdict(Store store, String owner, List<String> names, List<AlyxPath> places) {
        ArrayNode details = Json.array();
        boolean any = false;
        for (int i = 0; i < names.size(); i++) {
            AlyxPath place = places.get(i);
            List<DatasetRow> family =
                    store.family(new DatasetKey.Family(owner, place.collection(), place.name())).stream()
                            .sorted(Comparator.comparing((DatasetRow row) -> row.created)
                                    .reversed())
                            .toList();
            ArrayNode revisions = details.addObject().putArray(names.get(i));
            for (DatasetRow row : family) {
                any |= store.isProtected(row);
                revisions.addObject().put(row.key.revision(), store.isProtected(row));
            }
        }
        if (!any) {
            return Json.object();
        }
        ObjectNode verdict = Json.object().put("status_code", 403).put("error", "One or more datasets is protected");
        verdict.set("details", details);
        return verdict;
    }

    private static String owner(Store store, AlyxPath.SessionFolder folder, Call call) {
        try {
            return SessionFinder.find(store, folder, call.user()).id;
        } catch (SessionFinder.NoSession e) {
            throw Refusal.uncaught(String.valueOf(e.getMessage()));
        }
    }
}
