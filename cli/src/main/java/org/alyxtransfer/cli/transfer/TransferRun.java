package org.alyxtransfer.cli.transfer;

import java.util.Optional;
import java.util.function.LongSupplier;
import org.alyxtransfer.cli.frame.ExitCode;
import org.alyxtransfer.cli.frame.Invocation;
import org.alyxtransfer.cli.frame.StartUp;
import org.alyxtransfer.cli.output.Output;
import org.alyxtransfer.plan.TransferEvent;
import org.alyxtransfer.plan.TransferPlan;
import reactor.core.publisher.Flux;

/** Runs a plan to its end, or to Ctrl-C, telling people and programs how it goes. */
public final class TransferRun {
    private final Invocation invocation;
    private final TransferPlan plan;
    private final String done;
    private final LongSupplier retries;

    /**
     * Runs nothing yet.
     *
     * @param done what will have been done to the files, for the summary: "Uploaded"
     * @param retries how often a storage repeated something so far
     */
    public TransferRun(Invocation invocation, TransferPlan plan, String done, LongSupplier retries) {
        this.invocation = invocation;
        this.plan = plan;
        this.done = done;
        this.retries = retries;
    }

    /** Prints all there is to say about the events, and gives the exit code. */
    public ExitCode tell(Flux<TransferEvent> events) {
        Output output = invocation.output();
        Tally tally = new Tally(retries);
        FileReports reports = new FileReports(output, invocation.options().verbosity() > 0);
        boolean quiet = invocation.options().json() || invocation.options().noProgress();
        boolean live = invocation.surroundings().terminal() && !quiet;
        ProgressDisplay display =
                ProgressDisplay.start(tally, invocation.surroundings(), live, !quiet || live, plan.registers());
        try {
            invocation.waiting().each(events, event -> {
                synchronized (tally) {
                    tally.count(event);
                    reached(event);
                    reports.tell(event, display::above);
                }
            });
        } finally {
            display.close();
        }
        boolean startUpToo = invocation.options().json() || invocation.options().verbosity() > 0;
        return new Closing(tally, plan, done, output, startUpToo ? Optional.of(invocation.startUp()) : Optional.empty())
                .tell(display.elapsed(), invocation.interruption().isAsked());
    }

    private void reached(TransferEvent event) {
        if (event instanceof TransferEvent.Planned) {
            invocation.startUp().reached(StartUp.Stage.PLAN);
        } else if (event instanceof TransferEvent.Advanced) {
            invocation.startUp().reached(StartUp.Stage.FIRST_BYTE);
        }
    }
}
