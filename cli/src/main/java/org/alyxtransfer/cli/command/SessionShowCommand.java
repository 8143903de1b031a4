package org.alyxtransfer.cli.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.alyxtransfer.alyx.Session;
import org.alyxtransfer.alyx.SessionDataset;
import org.alyxtransfer.cli.connect.Connections;
import org.alyxtransfer.cli.connect.SessionFinder;
import org.alyxtransfer.cli.frame.ExitCode;
import org.alyxtransfer.cli.frame.Invocation;
import org.alyxtransfer.cli.output.Figures;
import org.alyxtransfer.cli.output.Output;
import org.alyxtransfer.cli.output.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows what Alyx knows of one session. */
@Command(name = "show", description = "Shows what Alyx knows of one session.")
public final class SessionShowCommand implements Action {
    private final Invocation invocation;

    @Parameters(paramLabel = "SESSION", description = "Its id, or subject/date/number.")
    private String name = "";

    public SessionShowCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public ExitCode run() {
        Output output = invocation.output();
        Session session;
        try (Connections open = new Connections(invocation.settings())) {
            session = invocation
                    .waiting()
                    .value(new SessionFinder(open.alyx()).find(name).flatMap(found -> open.alyx()
                            .session(found.id())));
        }
        say(session, output);
        Map<String, Object> fields = new LinkedHashMap<>(SessionViews.fields(session.summary()));
        fields.put("users", session.users());
        fields.put("type", session.type());
        fields.put("qc", session.qc());
        fields.put("datasets", session.datasets().size());
        output.emit("session", fields);
        return ExitCode.DONE;
    }

    private static void say(Session session, Output output) {
        output.say("Session   " + SessionViews.name(session.summary()));
        output.say("Id        " + session.id());
        output.say("Start     " + session.summary().startTime());
        output.say("Lab       " + session.summary().lab());
        output.say("Projects  " + String.join(", ", session.summary().projects()));
        output.say("Users     " + String.join(", ", session.users()));
        output.say("Task      " + session.summary().taskProtocol());
        List<SessionDataset> datasets = session.datasets();
        output.say("Datasets  " + datasets.size());
        if (datasets.isEmpty()) {
            return;
        }
        Table table = new Table("DATASET", ">SIZE", "TYPE");
        for (SessionDataset dataset : datasets) {
            Long size = dataset.size();
            String folder = dataset.collection().isEmpty() ? "" : dataset.collection() + "/";
            table.row(folder + dataset.name(), size == null ? "?" : Figures.bytes(size), dataset.type());
        }
        output.say("");
        output.say(table);
    }
}
