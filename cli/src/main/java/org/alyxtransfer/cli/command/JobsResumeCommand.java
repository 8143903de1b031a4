package org.alyxtransfer.cli.command;

import java.nio.file.Path;
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
            "Settings and passwords are those of today; another server or folder than the job's is refused.",
            "Options that every command takes hold for this run as well, --dry-run and --set among them."
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
        Surroundings there = invocation.surroundings().in(Path.of(what.folder()));
        TypedAgain command =
                new TypedAgain(what.arguments(), there).with(invocation.options(), invocation.surroundings());
        invocation.output().say("$ alyx-transfer " + String.join(" ", command.words()));
        int code = invocation.run(there, command.and("--job", id).words().toArray(String[]::new));
        return ExitCode.of(code);
    }
}
