package org.alyxtransfer.cli.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.alyxtransfer.automation.report.Undelivered;
import org.alyxtransfer.automation.rule.Rule;
import org.alyxtransfer.automation.rule.Rules;
import org.alyxtransfer.automation.watch.HealthReport;
import org.alyxtransfer.cli.connect.Connections;
import org.alyxtransfer.cli.connect.Couriers;
import org.alyxtransfer.cli.frame.ExitCode;
import org.alyxtransfer.cli.frame.Invocation;
import org.alyxtransfer.cli.frame.Logging;
import org.alyxtransfer.cli.output.Figures;
import org.alyxtransfer.cli.output.Output;
import org.alyxtransfer.cli.watch.WatchRun;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The service that does by itself what the rules say. */
@Command(
        name = "watch",
        description = {
            "Watches Alyx, the share and folders of this computer, and does what the rules say: fetches, runs,"
                    + " reports.",
            "Each rule sees each version of a session's datasets once, also after a crash; days without it are caught"
                    + " up."
        },
        footer = {"", "Example: alyx-transfer watch --once config/rules"})
public final class WatchCommand implements Action {
    private final Invocation invocation;

    @Parameters(
            paramLabel = "FILE",
            arity = "0..*",
            description = "Rules, or folders that hold some (default: the folder 'rules' beside the profiles).")
    private List<Path> places = new ArrayList<>();

    @Option(
            names = "--once",
            description =
                    "Look once, do what there is to do, and end; for cron. Ends with 3 when some of it failed, with 6 when"
                            + " reports could not be delivered and are tried again.")
    private boolean once;

    public WatchCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public ExitCode run() {
        if (invocation.options().dryRun()) {
            throw new TransferException(Kind.INVALID, "watch --dry-run", "'rules test' says what a rule would do");
        }
        List<Rule> rules = Rules.read(places()).all();
        Output output = invocation.output();
        Logging.sayWhatIsDone();
        try (Connections open = new Connections(invocation.settings());
                Couriers couriers =
                        new Couriers(open.settings(), invocation.surroundings().environment());
                WatchRun run = new WatchRun(invocation, open, rules, couriers)) {
            if (once) {
                WatchRun.Looked looked = invocation.waiting().value(run.once());
                tell(looked.health(), looked.lost());
                return exit(looked.health(), looked.lost());
            }
            output.say("Watches by " + Figures.count(rules.size(), "rule") + "; Ctrl-C ends it, and nothing is lost.");
            invocation.waiting().end(run.watch(output::say));
            return ExitCode.UNEXPECTED; // it only ends by failing or by being interrupted
        }
    }

    private List<Path> places() {
        if (!places.isEmpty()) {
            return places.stream().map(invocation.surroundings()::resolve).toList();
        }
        Path usual = invocation.folders().settings().resolve("rules");
        if (!Files.isDirectory(usual)) {
            throw new TransferException(
                    Kind.INVALID, usual.toString(), "there is no such folder; name the rules, or put them there");
        }
        return List.of(usual);
    }

    private static ExitCode exit(HealthReport report, long lost) {
        if (report.reports().waiting() > 0) {
            return ExitCode.UNREACHABLE;
        }
        return report.failing() > 0 || lost > 0 ? ExitCode.FILES_FAILED : ExitCode.DONE;
    }

    private void tell(HealthReport report, long lost) {
        Output output = invocation.output();
        output.say("Done, now and before: " + Figures.count(report.done(), "run") + ". Waiting: " + report.waiting()
                + ", of which " + report.failing() + " failed and will be tried again.");
        Undelivered reports = report.reports();
        if (reports.waiting() > 0) {
            String why = reports.trouble().isEmpty() ? "" : " (" + reports.trouble() + ")";
            output.say("Still to be delivered, and tried again: " + Figures.count(reports.waiting(), "report") + why
                    + ".");
        }
        if (lost > 0) {
            output.say("Refused or given up (reasons above): " + Figures.count(lost, "report")
                    + "; the results stay in their folders.");
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("done", report.done());
        fields.put("waiting", report.waiting());
        fields.put("failing", report.failing());
        fields.put("reports_waiting", reports.waiting());
        fields.put("reports_lost", lost);
        output.emit("watch", fields);
    }
}
