package org.alyxtransfer.cli.command;

import java.util.List;
import org.alyxtransfer.cli.frame.ExitCode;
import org.alyxtransfer.cli.frame.Invocation;
import org.alyxtransfer.cli.output.Figures;
import org.alyxtransfer.cli.output.Output;
import org.alyxtransfer.cli.output.Table;
import org.alyxtransfer.journal.JobSummary;
import org.alyxtransfer.journal.Jobs;
import picocli.CommandLine.Command;

/** Lists the jobs of this computer's user. */
@Command(name = "list", description = "Lists the transfers that were begun on this computer, the oldest first.")
public final class JobsListCommand implements Action {
    private final Invocation invocation;

    public JobsListCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public ExitCode run() {
        Output output = invocation.output();
        List<JobSummary> jobs = new Jobs(invocation.folders().state()).list();
        Table table = new Table("JOB", "STATE", "BEGUN", ">RUNS", ">DONE", ">OPEN", "COMMAND");
        for (JobSummary job : jobs) {
            table.row(
                    job.id(),
                    JobViews.state(job),
                    JobViews.time(job.created()),
                    job.runs(),
                    job.ended().files(),
                    job.onTheirWay().files(),
                    JobViews.commandLine(job));
            output.emit("job", JobViews.fields(job));
        }
        if (jobs.isEmpty()) {
            output.say("There are no jobs.");
        } else {
            output.say(table);
            output.say(Figures.count(jobs.size(), "job") + ".");
        }
        return ExitCode.DONE;
    }
}
