package org.alyxtransfer.cli.command;

import java.util.Locale;
import org.alyxtransfer.cli.frame.ExitCode;
import org.alyxtransfer.cli.frame.Invocation;
import org.alyxtransfer.cli.output.Figures;
import org.alyxtransfer.cli.output.Output;
import org.alyxtransfer.journal.FileProgress;
import org.alyxtransfer.journal.JobSummary;
import org.alyxtransfer.journal.Jobs;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Tells every file of a job. */
@Command(
        name = "report",
        description = {
            "Tells every file of a job: what became of it, its digest and dataset; of open ones, how far they are and why.",
            "Exits with 3 when files are open."
        })
public final class JobsReportCommand implements Action {
    private final Invocation invocation;

    @Parameters(paramLabel = "JOB", description = "As 'jobs list' tells it.")
    private String id = "";

    public JobsReportCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public ExitCode run() {
        Output output = invocation.output();
        Jobs jobs = new Jobs(invocation.folders().state());
        JobSummary job = jobs.find(id);
        output.emit("job", JobViews.fields(job));
        jobs.ended(id, (session, file) -> {
            output.say(session + "/" + file.path() + "  " + file.outcome().toLowerCase(Locale.ROOT)
                    + file.checksum().map(sum -> "  " + sum).orElse("")
                    + file.datasetId().map(dataset -> "  " + dataset).orElse(""));
            output.emit("file", JobViews.fields(session, file));
        });
        for (FileProgress file : jobs.unfinished(id, Integer.MAX_VALUE)) {
            String trouble = file.trouble().isEmpty() ? "" : ": " + file.trouble();
            output.say(file.file() + "  open: " + JobViews.reached(file) + trouble);
            output.emit("file", JobViews.fields(file));
        }
        output.say(Figures.count(job.ended().files(), "file") + " ended, "
                + job.onTheirWay().files() + " open.");
        return job.onTheirWay().files() > 0 ? ExitCode.FILES_FAILED : ExitCode.DONE;
    }
}
