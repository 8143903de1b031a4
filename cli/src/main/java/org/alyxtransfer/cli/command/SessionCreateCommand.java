package org.alyxtransfer.cli.command;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.alyxtransfer.alyx.FoundOrCreated;
import org.alyxtransfer.alyx.NewSession;
import org.alyxtransfer.alyx.SessionQuery;
import org.alyxtransfer.alyx.SessionSummary;
import org.alyxtransfer.cli.config.Keys;
import org.alyxtransfer.cli.config.Settings;
import org.alyxtransfer.cli.connect.Connections;
import org.alyxtransfer.cli.frame.ExitCode;
import org.alyxtransfer.cli.frame.Invocation;
import org.alyxtransfer.cli.output.Output;
import org.alyxtransfer.dataset.SessionPath;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Creates a session in Alyx, unless there is one of its subject, date and number. */
@Command(
        name = "create",
        description = "Creates a session, unless there is one of this subject, date and number already.")
public final class SessionCreateCommand implements Action {
    private final Invocation invocation;

    @Option(names = "--subject", required = true, description = "The subject, e.g. COGP-003.")
    private String subject = "";

    @Option(names = "--date", required = true, paramLabel = "YYYY-MM-DD", description = "The day of the session.")
    private @Nullable LocalDate date;

    @Option(names = "--number", defaultValue = "1", description = "The session of that day (default: 1).")
    private int number;

    @Option(names = "--time", paramLabel = "HH:MM", description = "When it began, local time (default: midnight).")
    private LocalTime time = LocalTime.MIDNIGHT;

    @Option(names = "--project", description = "A project it belongs to. May be repeated.")
    private List<String> projects = new ArrayList<>();

    @Option(names = "--user", description = "A user it belongs to (default: you). May be repeated.")
    private List<String> users = new ArrayList<>();

    @Option(names = "--task", defaultValue = "", description = "The task protocol.")
    private String task = "";

    @Option(names = "--lab", description = "The lab (default: alyx.lab, else the subject's).")
    private @Nullable String lab;

    public SessionCreateCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public ExitCode run() {
        if (date == null) {
            throw new IllegalStateException("picocli let a required option pass");
        }
        SessionPath path = new SessionPath(subject, date, number);
        Settings settings = invocation.settings();
        String inLab = lab == null ? settings.find(Keys.LAB).orElse(null) : lab;
        NewSession wanted = NewSession.of(path, date.atTime(time))
                .projects(projects)
                .users(users)
                .taskProtocol(task);
        NewSession session = inLab == null ? wanted : wanted.lab(inLab);
        try (Connections open = new Connections(settings)) {
            if (invocation.options().dryRun()) {
                return wouldCreate(path, open);
            }
            FoundOrCreated made = invocation.waiting().value(open.alyx().findOrCreateSession(session));
            tell(made.session(), made.isNew() ? "created" : "there already");
            return ExitCode.DONE;
        }
    }

    private ExitCode wouldCreate(SessionPath path, Connections open) {
        SessionQuery query = SessionQuery.any()
                .subject(path.subject())
                .dates(path.date(), path.date())
                .number(path.number());
        invocation.waiting().value(open.alyx().subject(path.subject())); // fails for an unknown one
        Optional<SessionSummary> found =
                invocation.waiting().find(open.alyx().sessions(query).next());
        found.ifPresentOrElse(
                session -> tell(session, "there already"),
                () -> invocation.output().say(path + ": would be created"));
        return ExitCode.DONE;
    }

    private void tell(SessionSummary session, String what) {
        Output output = invocation.output();
        output.say(SessionViews.name(session) + ": " + what + ", id " + session.id());
        Map<String, Object> fields = new LinkedHashMap<>(SessionViews.fields(session));
        fields.put("created", what.equals("created"));
        output.emit("session", fields);
    }
}
