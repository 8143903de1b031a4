package org.alyxtransfer.sandbox.alyx;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A session in the store; its plain columns are kept as REST writes them. */
final class SessionRow {
    final String id;
    final ObjectNode columns;
    final Set<String> users = new TreeSet<>();
    final Set<DatasetRow> datasets = new LinkedHashSet<>();
    ObjectNode subject;

    @Nullable
    SessionRow parent;

    SessionRow(String id, ObjectNode subject, ObjectNode columns) {
        this.id = id;
        this.subject = subject;
        this.columns = columns;
    }

    String nickname() {
        return subject.path("nickname").asText();
    }

    /** ISO date of the start, empty when there is none. */
    String date() {
        String start = Json.textOf(columns, "start_time");
        return start == null ? "" : start.substring(0, 10);
    }

    String start() {
        return Objects.requireNonNullElse(Json.textOf(columns, "start_time"), "");
    }

    @Nullable
    Integer number() {
        return columns.path("number").isInt() ? columns.path("number").asInt() : null;
    }
}
