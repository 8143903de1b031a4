package org.alyxtransfer.sandbox.alyx;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Subjects; a nickname is unique in its lab only. */
final class Subjects extends SimpleModel {
    private static final Pattern NICKNAME = Pattern.compile("[\\w.-]+");

    Subjects() {
        super(store -> store.subjects, form());
        withId().filteredBy("nickname", "lab", "responsible_user", "sex", "alive")
                .withDefaults(row -> row.putNull("birth_date")
                        .putNull("death_date")
                        .put("species", "Laboratory mouse")
                        .put("sex", "U")
                        .putNull("litter")
                        .putNull("strain")
                        .putNull("source")
                        .putNull("line")
                        .<ObjectNode>set("projects", Json.array())
                        .<ObjectNode>set("genotype", Json.array())
                        .put("description", "")
                        .put("alive", true)
                        .put("reference_weight", 0.0)
                        .putNull("last_water_restriction")
                        .put("expected_water", 0.0)
                        .put("remaining_water", 0.0)
                        .putNull("json"));
    }

    private static Form form() {
        String badName = "Nicknames must only contain letters, numbers, hyphens and underscores. "
                + "Dots are reserved for breeding subjects.";
        return new Form()
                .required("nickname", Field.matching(NICKNAME, badName))
                .required("lab", Field.one(store -> store.labs))
                .optional("responsible_user", Field.one(store -> store.users))
                .nullable("birth_date", Field.text())
                .nullable("death_date", Field.text())
                .optional("sex", Field.text(1))
                .optional("projects", Field.many(store -> store.projects))
                .optional("description", Field.text())
                .nullable("json", Field.json());
    }

    @Override
    Answer create(Store store, Call call) {
        Answer answer = super.create(store, call);
        return answer.with("Location", url(call, call.body().path("nickname").asText()));
    }

    @Override
    void complete(Store store, Call call, ObjectNode row) {
        if (!row.has("responsible_user")) {
            row.put("responsible_user", call.user());
        }
        ObjectNode other =
                store.subjects.first(subject -> subject.path("nickname").equals(row.path("nickname"))
                        && subject.path("lab").equals(row.path("lab")));
        if (other != null) {
            throw Refusal.field("non_field_errors", "The fields nickname, lab must make a unique set.");
        }
    }

    @Override
    ObjectNode written(Store store, Call call, ObjectNode row) {
        Set<String> projects = new TreeSet<>();
        store.sessions.values().stream()
                .filter(session -> session.subject.path("id").equals(row.path("id")))
                .forEach(session -> projects.addAll(Json.textsOf(session.columns, "projects")));
        ObjectNode written = row.deepCopy();
        written.put("url", url(call, row.path("nickname").asText()));
        written.put("age_weeks", weeksSince(Json.textOf(row, "birth_date"), store.now()));
        written.set("session_projects", Json.texts(projects));
        return written;
    }

    @Override
    ObjectNode shown(Store store, Call call, ObjectNode row) {
        ObjectNode shown = written(store, call, row);
        shown.putArray("weighings");
        shown.putArray("water_administrations");
        return shown;
    }

    private static String url(Call call, String nickname) {
        return call.base() + "/subjects/" + nickname;
    }

    private static long weeksSince(@Nullable String birth, String now) {
        return birth == null
                ? 0
                : ChronoUnit.WEEKS.between(LocalDate.parse(birth), LocalDate.parse(now.substring(0, 10)));
    }
}
