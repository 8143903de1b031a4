package org.alyxtransfer.sandbox.alyx;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.List;

/** {@code /sessions}: any number of sessions may have the same subject, day and number. */
final class Sessions {
    private final Form form = new Form()
            .required("subject", Field.one(store -> store.subjects))
            .optional("users", Field.many(store -> store.users))
            .nullable("location", Field.one(store -> store.locations))
            .optional("procedures", Field.many(store -> store.procedures))
            .optional("lab", Field.one(store -> store.labs))
            .optional("projects", Field.many(store -> store.projects))
            .nullable("type", Field.text(255))
            .optional("task_protocol", Field.text(1023))
            .nullable("number", Field.integer())
            .nullable("start_time", Field.time())
            .nullable("end_time", Field.time())
            .optional("narrative", Field.text())
            .nullable("n_correct_trials", Field.integer())
            .nullable("n_trials", Field.integer())
            .nullable("extended_qc", Field.json())
            .optional("qc", Field.qc())
            .nullable("json", Field.json());

    Answer list(Store store, Call call) {
        return Paging.answer(
                call,
                new SessionFilter(store, call)
                        .matching().stream()
                                .sorted(Comparator.comparing(SessionRow::start).reversed())
                                .toList(),
                row -> SessionWriter.listed(call, row));
    }

    Answer show(Store store, Call call) {
        return Answer.ok(SessionWriter.shown(store, call, store.session(call.id())));
    }

    Answer create(Store store, Call call) {
        ObjectNode values = form.read(store, call.body(), false);
        ObjectNode subject = store.subjects.get(values.path("subject").asText());
        ObjectNode columns = Json.object()
                .putNull("location")
                .<ObjectNode>set("procedures", Json.array())
                .<ObjectNode>set("lab", subject.path("lab"))
                .<ObjectNode>set("projects", Json.array())
                .putNull("type")
                .put("task_protocol", "")
                .putNull("number")
                .put("start_time", store.now())
                .putNull("end_time")
                .put("narrative", "")
                .putNull("n_correct_trials")
                .putNull("n_trials")
                .putNull("extended_qc")
                .put("qc", "NOT_SET")
                .putNull("json");
        SessionRow row = new SessionRow(store.newId(), subject, columns);
        apply(store, row, values);
        if (!values.has("users") && call.user() != null) {
            row.users.add(call.user());
        }
        store.add(row);
        return Answer.json(201, SessionWriter.shown(store, call, row)).with("Location", SessionWriter.url(call, row));
    }

    /** PATCH and PUT alike keep what is not sent; PUT only insists on the subject. */
    Answer change(Store store, Call call) {
        SessionRow row = store.session(call.id());
        ObjectNode values = form.read(store, call.body(), call.method().equals("PATCH"));
        apply(store, row, values);
        return Answer.ok(SessionWriter.shown(store, call, row));
    }

    Answer delete(Store store, Call call) {
        store.remove(store.session(call.id()));
        return Answer.noContent();
    }

    private static void apply(Store store, SessionRow row, ObjectNode values) {
        String subject = Json.textOf(values, "subject");
        if (subject != null) {
            row.subject = store.subjects.get(subject);
        }
        if (values.has("users")) {
            row.users.clear();
            row.users.addAll(Json.textsOf(values, "users"));
        }
        values.remove(List.of("subject", "users"));
        row.columns.setAll(values);
        row.columns.put("auto_datetime", store.now());
    }
}
