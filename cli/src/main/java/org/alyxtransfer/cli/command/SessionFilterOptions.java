package org.alyxtransfer.cli.command;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.alyxtransfer.alyx.AlyxClient;
import org.alyxtransfer.alyx.SessionQuery;
import org.alyxtransfer.alyx.SessionSummary;
import org.alyxtransfer.cli.connect.SessionFinder;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import reactor.core.publisher.Flux;

/** Options that say which sessions: by name, or by what is known of them. */
final class SessionFilterOptions {
    @Option(
            names = "--session",
            paramLabel = "SESSION",
            description = "One session: its id, or subject/date/number. May be repeated.")
    private List<String> sessions = new ArrayList<>();

    @Option(names = "--subject", description = "Sessions of this subject, e.g. COGP-003.")
    private @Nullable String subject;

    @Option(names = "--from", paramLabel = "YYYY-MM-DD", description = "Sessions of this day and later.")
    private @Nullable LocalDate from;

    @Option(names = "--to", paramLabel = "YYYY-MM-DD", description = "Sessions up to and on this day.")
    private @Nullable LocalDate to;

    @Option(names = "--number", description = "Sessions of this number within their day.")
    private @Nullable Integer number;

    @Option(names = "--lab", description = "Sessions of this lab.")
    private @Nullable String lab;

    @Option(names = "--project", description = "Sessions of projects whose name contains this.")
    private @Nullable String project;

    @Option(names = "--task", description = "Sessions whose task protocol contains this.")
    private @Nullable String task;

    @Option(names = "--user", description = "Sessions of this user.")
    private @Nullable String user;

    boolean isEmpty() {
        return sessions.isEmpty()
                && subject == null
                && from == null
                && to == null
                && number == null
                && lab == null
                && project == null
                && task == null
                && user == null;
    }

    /** What makes two runs one job: the query. */
    Map<String, String> identity() {
        Map<String, String> identity = new TreeMap<>();
        identity.put("sessions", String.join("\n", sessions));
        put(identity, "subject", subject);
        put(identity, "from", from);
        put(identity, "to", to);
        put(identity, "number", number);
        put(identity, "lab", lab);
        put(identity, "project", project);
        put(identity, "task", task);
        put(identity, "user", user);
        return identity;
    }

    private static void put(Map<String, String> identity, String name, @Nullable Object value) {
        if (value != null) {
            identity.put(name, value.toString());
        }
    }

    Flux<SessionSummary> find(AlyxClient alyx) {
        if (from != null && to != null && from.isAfter(to)) {
            throw new TransferException(Kind.INVALID, "--from " + from + " --to " + to, "ends before it begins");
        }
        if (!sessions.isEmpty()) {
            SessionFinder finder = new SessionFinder(alyx);
            return Flux.fromIterable(sessions).concatMap(finder::find, 1);
        }
        return alyx.sessions(query());
    }

    private SessionQuery query() {
        SessionQuery query = SessionQuery.any();
        query = subject == null ? query : query.subject(subject);
        query = from == null && to == null ? query : query.dates(from, to);
        query = number == null ? query : query.number(number);
        query = lab == null ? query : query.lab(lab);
        query = project == null ? query : query.project(project);
        query = task == null ? query : query.taskProtocol(task);
        return user == null ? query : query.user(user);
    }
}
