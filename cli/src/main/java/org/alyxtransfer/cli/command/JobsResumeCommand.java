package org.alyxtransfer.cli.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.alyxtransfer.cli.frame.ExitCode;
import org.alyxtransfer.cli.frame.Invocation;
import org.alyxtransfer.cli.frame.Surroundings;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.journal.JobDescription;
import org.alyxtransfer.journal.JobSummary;
import org.alyxtransfer.journal.Jobs;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Runs a job's command again, where it was typed. */
@Command(
        name = "resume",
        description = {
            "Goes on with a job: runs its command again, in the folder where it was typed.",
            "Settings and passwords are those of today; another server or folder than the job's is refused."
        })
public final class JobsResumeCommand implements Action {
    private final Invocation invocation;

    @Parameters(paramLabel = "JOB", description = "As 'jobs list' tells it.")
    private String id = "";

    public JobsResumeCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public ExitCode run() {
        JobSummary job = new Jobs(invocation.folders().state()).find(id);
        JobDescription what =
                job.what().orElseThrow(() -> new TransferException(Kind.INVALID, "job " + id, job.trouble()));
        if (job.state() == JobSummary.State.DONE) {
            invocation.output().say("Job " + id + " is done; there is nothing to go on with.");
            return ExitCode.DONE;
        }
        List<String> arguments = new ArrayList<>(what.arguments());
        int end = arguments.indexOf("--");
        arguments.addAll(end < 0 ? arguments.size() : end, List.of("--job", id));
        if (invocation.options().json() && !arguments.contains("--json")) {
            arguments.add(0, "--json");
        }
        if (invocation.options().insecure()) {
            arguments.add(0, "--insecure");
        }
        invocation.output().say("$ alyx-transfer " + JobViews.commandLine(job));
        Surroundings there = invocation.surroundings().in(Path.of(what.folder()));
        int code = invocation.run(there, arguments.toArray(String[]::new));
        return ExitCode.of(code);
    }
}
