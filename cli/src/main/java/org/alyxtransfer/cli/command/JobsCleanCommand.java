package org.alyxtransfer.cli.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.alyxtransfer.cli.frame.ExitCode;
import org.alyxtransfer.cli.frame.Invocation;
import org.alyxtransfer.cli.output.Figures;
import org.alyxtransfer.cli.output.Output;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.journal.JobSummary;
import org.alyxtransfer.journal.JobSummary.State;
import org.alyxtransfer.journal.Jobs;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Removes journals of jobs. */
@Command(
        name = "clean",
        description = {
            "Removes the journals of jobs that are done, or of those that are named. No file of yours, the share's or",
            "Alyx's is touched. An open job needs --force: the same command then compares all files again."
        })
public final class JobsCleanCommand implements Action {
    private final Invocation invocation;

    @Parameters(
            paramLabel = "JOB",
            arity = "0..*",
            description = "As 'jobs list' tells them; none for all that are done.")
    private List<String> ids = new ArrayList<>();

    @Option(names = "--force", description = "Open and damaged jobs, too, where they are named.")
    private boolean force;

    public JobsCleanCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public ExitCode run() {
        Jobs jobs = new Jobs(invocation.folders().state());
        Output output = invocation.output();
        List<JobSummary> chosen = ids.isEmpty()
                ? jobs.list().stream().filter(job -> job.state() == State.DONE).toList()
                : ids.stream().map(jobs::find).toList();
        chosen.stream()
                .filter(job -> job.state() != State.DONE && !force)
                .findFirst()
                .ifPresent(job -> {
                    throw new TransferException(
                            Kind.CONFLICT,
                            "job " + job.id(),
                            "is " + JobViews.state(job)
                                    + "; nothing was removed. Go on with it (jobs resume), or add --force");
                });
        boolean dry = invocation.options().dryRun();
        for (JobSummary job : chosen) {
            if (!dry) {
                jobs.remove(job.id());
            }
            output.say((dry ? "Would remove " : "Removed ") + job.id() + "  " + JobViews.commandLine(job));
            output.emit("job-removed", Map.of("job", job.id(), "dry-run", dry));
        }
        output.say(Figures.count(chosen.size(), "job") + (dry ? " would be removed." : " removed."));
        return ExitCode.DONE;
    }
}
