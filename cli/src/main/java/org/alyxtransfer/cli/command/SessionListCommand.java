package org.alyxtransfer.cli.command;

import org.alyxtransfer.cli.connect.Connections;
import org.alyxtransfer.cli.frame.ExitCode;
import org.alyxtransfer.cli.frame.Invocation;
import org.alyxtransfer.cli.output.Figures;
import org.alyxtransfer.cli.output.Output;
import org.alyxtransfer.cli.output.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists sessions by subject, date and more. */
@Command(
        name = "list",
        description = "Lists sessions.",
        footer = {"", "Example: alyx-transfer session list --subject COGP-003 --from 2022-01-01 --to 2022-01-31"})
public final class SessionListCommand implements Action {
    private final Invocation invocation;

    @Mixin
    private final SessionFilterOptions filter = new SessionFilterOptions();

    public SessionListCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public ExitCode run() {
        Output output = invocation.output();
        Table table = new Table("SESSION", "LAB", "PROJECTS", "TASK", "ID");
        try (Connections open = new Connections(invocation.settings())) {
            invocation.waiting().each(filter.find(open.alyx()), session -> {
                table.row(
                        SessionViews.name(session),
                        session.lab(),
                        String.join(",", session.projects()),
                        session.taskProtocol(),
                        session.id());
                output.emit("session", SessionViews.fields(session));
            });
        }
        if (invocation.interruption().isAsked()) {
            return ExitCode.INTERRUPTED;
        }
        if (table.isEmpty()) {
            output.say("No session matches.");
            return ExitCode.NOTHING_MATCHED;
        }
        output.say(table);
        output.say(Figures.count(table.size(), "session") + ".");
        return ExitCode.DONE;
    }
}
