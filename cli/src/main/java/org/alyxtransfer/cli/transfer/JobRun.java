package org.alyxtransfer.cli.transfer;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.alyxtransfer.cli.frame.ExitCode;
import org.alyxtransfer.cli.frame.Invocation;
import org.alyxtransfer.cli.frame.StartUp;
import org.alyxtransfer.cli.output.Figures;
import org.alyxtransfer.cli.output.Output;
import org.alyxtransfer.journal.Job;
import org.alyxtransfer.journal.JobDescription;
import org.alyxtransfer.journal.JobSummary;
import org.alyxtransfer.journal.JobSummary.State;
import org.alyxtransfer.journal.Jobs;
import org.alyxtransfer.journal.Journal;

/** Runs a transfer as a job: begins or continues it, says so, and notes how it ended. */
public final class JobRun {
    private final Invocation invocation;
    private final Jobs jobs;
    private final Output output;

    public JobRun(Invocation invocation) {
        this.invocation = invocation;
        this.jobs = new Jobs(invocation.folders().state());
        this.output = invocation.output();
    }

    /**
     * Runs the transfer with the job's journal.
     *
     * @param expected the only job that may be continued; "" for whichever it is
     */
    public ExitCode of(JobDescription what, String expected, Function<Journal, ExitCode> transfer) {
        try (Job job = expected.isEmpty() ? jobs.open(what) : jobs.resume(expected, what)) {
            invocation.startUp().reached(StartUp.Stage.JOURNAL);
            begin(job);
            ExitCode code = transfer.apply(job.journal());
            end(job, code == ExitCode.DONE || code == ExitCode.NOTHING_MATCHED);
            return code;
        }
    }

    private void begin(Job job) {
        JobSummary summary = jobs.find(job.id());
        if (job.isContinued()) {
            output.say("Continues job " + job.id() + ": "
                    + Figures.count(summary.ended().files(), "file") + " done before, "
                    + Figures.count(summary.onTheirWay().files(), "file") + " begun.");
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("job", job.id());
        fields.put("continued", job.isContinued());
        fields.put("done", summary.ended().files());
        fields.put("begun", summary.onTheirWay().files());
        output.emit("job", fields);
    }

    /** A job that had nothing to do leaves nothing behind, and one that is done replaces the one before it. */
    private void end(Job job, boolean well) {
        JobSummary summary = jobs.find(job.id());
        boolean done = well && summary.onTheirWay().files() == 0;
        invocation.waiting().untilOver(job.ended(done));
        job.close();
        if (done && summary.files().files() == 0) {
            jobs.remove(job.id());
        } else if (done) {
            jobs.forgetEarlier(job.id());
        } else if (summary.state() != State.DAMAGED) {
            output.say("  Job " + job.id() + " stays open; 'alyx-transfer jobs show " + job.id() + "' tells more.");
        }
    }
}
