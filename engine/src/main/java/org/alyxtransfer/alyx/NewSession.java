package org.alyxtransfer.alyx;

import com.google.errorprone.annotations.CheckReturnValue;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.alyxtransfer.dataset.SessionPath;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.jspecify.annotations.Nullable;

/**
 * A session to be created.
 *
 * @param startTime local time of the experiment, sent without a zone: Alyx converts one with a zone, and the date could
 *     no longer match the session's folder
 * @param lab null for the subject's own
 * @param users empty for the caller
 */
@CheckReturnValue
public record NewSession(
        SessionPath path,
        LocalDateTime startTime,
        @Nullable String lab,
        List<String> projects,
        List<String> users,
        String taskProtocol,
        Map<String, ?> json) {

    public NewSession {
        if (!startTime.toLocalDate().equals(path.date())) {
            throw new TransferException(
                    Kind.INVALID, path.toString(), "the session's start " + startTime + " is on another day");
        }
        startTime = startTime.truncatedTo(ChronoUnit.MICROS); // all that Alyx stores
        projects = List.copyOf(projects);
        users = List.copyOf(users);
        json = Map.copyOf(json);
    }

    /** Starts at midnight of its day. */
    public static NewSession of(SessionPath path) {
        return of(path, path.date().atStartOfDay());
    }

    public static NewSession of(SessionPath path, LocalDateTime startTime) {
        return new NewSession(path, startTime, null, List.of(), List.of(), "", Map.of());
    }

    public NewSession lab(String name) {
        return new NewSession(path, startTime, name, projects, users, taskProtocol, json);
    }

    public NewSession projects(List<String> names) {
        return new NewSession(path, startTime, lab, names, users, taskProtocol, json);
    }

    public NewSession users(List<String> names) {
        return new NewSession(path, startTime, lab, projects, names, taskProtocol, json);
    }

    public NewSession taskProtocol(String name) {
        return new NewSession(path, startTime, lab, projects, users, name, json);
    }

    public NewSession json(Map<String, ?> value) {
        return new NewSession(path, startTime, lab, projects, users, taskProtocol, value);
    }

    Map<String, Object> body() {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("subject", path.subject());
        body.put("number", path.number());
        body.put("start_time", DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(startTime));
        body.put("type", "Experiment");
        if (lab != null) {
            body.put("lab", lab); // an explicit null is refused
        }
        if (!projects.isEmpty()) {
            body.put("projects", projects);
        }
        if (!users.isEmpty()) {
            body.put("users", users);
        }
        if (!taskProtocol.isEmpty()) {
            body.put("task_protocol", taskProtocol);
        }
        if (!json.isEmpty()) {
            body.put("json", json);
        }
        return body;
    }
}
