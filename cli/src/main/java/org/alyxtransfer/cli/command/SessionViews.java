package org.alyxtransfer.cli.command;

import java.util.LinkedHashMap;
import java.util.Map;
import org.alyxtransfer.alyx.SessionSummary;

/** How sessions look in tables and JSON lines. */
final class SessionViews {
    private SessionViews() {}

    /** {@code subject/date/number}, with a dash for what Alyx doesn't know. */
    static String name(SessionSummary session) {
        String day = session.startTime() == null
                ? "-"
                : session.startTime().toLocalDate().toString();
        Integer number = session.number();
        return session.subject() + "/" + day + "/" + (number == null ? "-" : String.format("%03d", number));
    }

    static Map<String, Object> fields(SessionSummary session) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", session.id().toString());
        fields.put("session", name(session));
        fields.put("subject", session.subject());
        fields.put(
                "start", session.startTime() == null ? "" : session.startTime().toString());
        fields.put("number", session.number());
        fields.put("lab", session.lab());
        fields.put("projects", session.projects());
        fields.put("task", session.taskProtocol());
        return fields;
    }
}
