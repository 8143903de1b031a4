package org.alyxtransfer.cli.transfer;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.alyxtransfer.cli.frame.ExitCode;
import org.alyxtransfer.cli.frame.Invocation;
import org.alyxtransfer.cli.output.Figures;
import org.alyxtransfer.cli.output.Output;
import org.alyxtransfer.plan.PlanItem;
import org.alyxtransfer.plan.PlannedFile;
import org.alyxtransfer.plan.PlannedSession;
import org.alyxtransfer.plan.TransferEvent;
import org.alyxtransfer.plan.TransferPlan;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Makes a plan and tells it, moving nothing: the same planner, the same refusals, the same exit codes. */
public final class DryRun {
    private final Invocation invocation;
    private final TransferPlan plan;
    private final String intention;

    private DryRun(Invocation invocation, TransferPlan plan, String intention) {
        this.invocation = invocation;
        this.plan = plan;
        this.intention = intention;
    }

    public static DryRun ofMoving(Invocation invocation, TransferPlan plan) {
        String to = "moved to " + plan.destination().name();
        return new DryRun(invocation, plan, plan.registers() ? to + " and registered" : to);
    }

    /** Of files that stay where they are. */
    public static DryRun ofRegistering(Invocation invocation, TransferPlan plan) {
        return new DryRun(
                invocation,
                plan,
                "registered where they are, on " + plan.destination().name());
    }

    public ExitCode tell() {
        Output output = invocation.output();
        Tally tally = new Tally(() -> 0);
        FileReports reports = new FileReports(output, true);
        invocation.waiting().each(plan.items().concatMap(DryRun::events, 1), event -> {
            tally.count(event);
            if (event instanceof TransferEvent.Planned planned && planned.file() instanceof PlannedFile.ToMove file) {
                wouldMove(file, output);
            } else {
                reports.tell(event, Runnable::run);
            }
        });
        return close(tally, output);
    }

    private ExitCode close(Tally tally, Output output) {
        Set<ExitCode> codes = tally.codes(invocation.interruption().isAsked());
        ExitCode code = ExitCode.gravest(codes);
        output.say("Dry run: " + Figures.count(tally.plannedFiles(), "file") + " ("
                + Figures.bytes(tally.plannedBytes()) + ") of " + Figures.count(tally.sessions(), "session")
                + " would be " + intention + "; nothing was changed.");
        tally.skipped()
                .forEach((reason, count) ->
                        output.say("  Would skip " + count + ": " + FileReports.inWords(reason) + "."));
        if (tally.failed() > 0) {
            output.say("  Would refuse " + tally.failed() + " (reasons above).");
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("planned", tally.plannedFiles());
        fields.put("bytes", tally.plannedBytes());
        fields.put("skipped", tally.skipped());
        fields.put("failed", tally.failed());
        fields.put("exit", code.number());
        output.emit("dry-run", fields);
        return code;
    }

    private static void wouldMove(PlannedFile.ToMove file, Output output) {
        output.say(file.session() + "/" + file.relative() + "  " + Figures.bytes(file.size()));
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("session", file.session().toString());
        fields.put("path", file.relative().value());
        fields.put("size", file.size());
        fields.put("outcome", "planned");
        fields.put("target", file.target().value());
        output.emit("file", fields);
    }

    private static Flux<TransferEvent> events(PlanItem item) {
        if (item instanceof PlanItem.Unplannable none) {
            return Flux.just(new TransferEvent.NotPlanned(none.where(), none.why()));
        }
        PlannedSession session = (PlannedSession) item;
        Flux<TransferEvent> files = session.files().concatMap(DryRun::events, 1);
        return Flux.concat(Mono.just(new TransferEvent.SessionOpened(session.session())), files)
                .onErrorResume(failure -> Flux.just(new TransferEvent.SessionFailed(
                        session.session(),
                        org.alyxtransfer.dataset.TransferException.from(
                                failure, session.session().toString()))));
    }

    private static Flux<TransferEvent> events(PlannedFile file) {
        TransferEvent planned = new TransferEvent.Planned(file);
        return file instanceof PlannedFile.Settled settled
                ? Flux.just(planned, new TransferEvent.Finished(settled, settled.outcome()))
                : Flux.just(planned);
    }
}
