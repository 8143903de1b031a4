package org.alyxtransfer.cli.command;

import java.util.List;
import java.util.Map;
import org.alyxtransfer.cli.frame.ExitCode;
import org.alyxtransfer.cli.frame.Invocation;
import org.alyxtransfer.cli.output.Figures;
import org.alyxtransfer.cli.output.Output;
import org.alyxtransfer.journal.FileProgress;
import org.alyxtransfer.journal.JobSummary;
import org.alyxtransfer.journal.JobSummary.State;
import org.alyxtransfer.journal.Jobs;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows one job: how far it is and what keeps it. */
@Command(name = "show", description = "Shows how far a job is, and what keeps it from being done.")
public final class JobsShowCommand implements Action {
    private static final int FILES_SHOWN = 20;

    private final Invocation invocation;

    @Parameters(paramLabel = "JOB", description = "As 'jobs list' tells it.")
    private String id = "";

    public JobsShowCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public ExitCode run() {
        Output output = invocation.output();
        Jobs jobs = new Jobs(invocation.folders().state());
        JobSummary job = jobs.find(id);
        output.emit("job", JobViews.fields(job));
        output.say("Job " + job.id() + ": " + JobViews.state(job));
        if (job.state() == State.DAMAGED) {
            output.remark(job.trouble());
            return ExitCode.USAGE;
        }
        output.say("  Command: alyx-transfer " + JobViews.commandLine(job));
        job.what().ifPresent(what -> output.say("  In:      " + what.folder()));
        output.say("  Begun:   " + JobViews.time(job.created()) + ", run " + job.runs() + " times; journal "
                + Figures.bytes(job.journalBytes()));
        job.outcomes()
                .forEach((outcome, count) -> output.say("  " + outcome + ":    " + Figures.count(count.files(), "file")
                        + " (" + Figures.bytes(count.bytes()) + ")"));
        if (job.onTheirWay().files() > 0) {
            output.say("  Open:    " + Figures.count(job.onTheirWay().files(), "file") + " ("
                    + Figures.bytes(job.onTheirWay().bytes()) + ")");
            tell(jobs.unfinished(id, FILES_SHOWN), job, output);
        }
        if (job.state() == State.OPEN) {
            output.say("Next: alyx-transfer jobs resume " + job.id());
        }
        return ExitCode.DONE;
    }

    private static void tell(List<FileProgress> files, JobSummary job, Output output) {
        for (FileProgress file : files) {
            String trouble = file.trouble().isEmpty() ? "" : ": " + file.trouble();
            output.say("    " + file.file() + "  " + JobViews.reached(file) + trouble);
            Map<String, Object> fields = JobViews.fields(file);
            output.emit("file", fields);
        }
        if (job.onTheirWay().files() > files.size()) {
            output.say("    … 'alyx-transfer jobs report " + job.id() + "' tells all");
        }
    }
}
