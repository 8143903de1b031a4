package org.alyxtransfer.cli.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.alyxtransfer.automation.analysis.DatasetSummary;
import org.alyxtransfer.automation.analysis.DatasetSummary.Outcome;
import org.alyxtransfer.automation.analysis.SessionAnalysis;
import org.alyxtransfer.automation.analysis.SessionAnalysis.Result;
import org.alyxtransfer.cli.frame.ExitCode;
import org.alyxtransfer.cli.frame.Invocation;
import org.alyxtransfer.cli.output.Figures;
import org.alyxtransfer.cli.output.Output;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The ready analysis: sums up and draws a session's datasets, by hand or as a rule's action. */
@Command(
        name = "analyse",
        aliases = "analyze",
        description =
                "Looks at a session's datasets: a summary (shape, type, range, missing values) and plots as PNG of"
                        + " trials, signals, spikes, events and pictures. Reads .npy, .pqt, .csv, .tsv, .json and pictures"
                        + " on this computer; asks no server.",
        footer = {
            "",
            "Ends with 3 when a file is broken or something could not be drawn, with 9 when nothing can be read.",
            "In a rule, the folders need not be named: the run's are taken.",
            "Example: alyx-transfer analyse data/COGP-003/2022-01-11/001 --output look"
        })
public final class AnalyseCommand implements Action {
    private static final String SESSION_FOLDER = "ALYX_TRANSFER_SESSION_FOLDER";
    private static final String OUTPUT_FOLDER = "ALYX_TRANSFER_OUTPUT_FOLDER";

    private final Invocation invocation;

    @Parameters(
            paramLabel = "SESSION_FOLDER|FILE",
            arity = "0..1",
            description = "What to look at (in a rule: the run's session folder).")
    private @Nullable Path input;

    @Option(
            names = {"--output", "--into"},
            paramLabel = "DIR",
            description = "Where summary and plots go (in a rule: the run's output folder; else ./NAME-analysis).")
    private @Nullable Path output;

    public AnalyseCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public ExitCode run() throws IOException {
        Path looked = folder(input, SESSION_FOLDER);
        if (looked == null) {
            throw new TransferException(Kind.INVALID, "analyse", "name the session's folder, or a file");
        }
        SessionAnalysis analysis = new SessionAnalysis(looked, invocation.interruption()::isAsked);
        Path given = folder(output, OUTPUT_FOLDER);
        Path into = given == null
                ? invocation.surroundings().resolve(Path.of(analysis.name().replace('/', '_') + "-analysis"))
                : given;
        try {
            Result result = invocation.options().dryRun() ? analysis.summarise() : analysis.analyse(into);
            return tell(analysis.name(), into, result);
        } catch (CancellationException e) {
            invocation.output().remark("Interrupted; the same command starts again.");
            return ExitCode.INTERRUPTED;
        }
    }

    /** What was typed, or else what a rule's run says. */
    private @Nullable Path folder(@Nullable Path typed, String variable) {
        String told = invocation.surroundings().environment().getOrDefault(variable, "");
        Path path = typed != null || told.isEmpty() ? typed : Path.of(told);
        return path == null ? null : invocation.surroundings().resolve(path);
    }

    private ExitCode tell(String name, Path into, Result result) {
        Output out = invocation.output();
        int broken = result.count(Outcome.BROKEN);
        int read = result.count(Outcome.READ);
        if (!result.datasets().isEmpty()) {
            result.table().forEach(out::say);
            out.say("");
        }
        result.datasets().forEach(dataset -> out.emit("dataset", fields(dataset)));
        result.remarks().forEach(out::remark);
        result.leftOut().forEach(out::remark);
        ExitCode code = broken > 0 || !result.remarks().isEmpty()
                ? ExitCode.FILES_FAILED
                : read == 0 ? ExitCode.NOTHING_MATCHED : ExitCode.DONE;
        out.say(name + ": " + Figures.count(read, "dataset") + " read"
                + (broken == 0 ? "" : ", " + broken + " broken")
                + (result.count(Outcome.LISTED) == 0 ? "" : ", " + result.count(Outcome.LISTED) + " only listed")
                + (result.plots().isEmpty()
                        ? "."
                        : ", " + Figures.count(result.plots().size(), "plot") + " drawn."));
        if (!invocation.options().dryRun()) {
            List<String> plots = new ArrayList<>();
            result.plots().forEach(plot -> plots.add(String.valueOf(plot.getFileName())));
            out.say("In " + into + ": " + String.join(", ", plots) + (plots.isEmpty() ? "" : ", ")
                    + "summary.txt, summary.csv, summary.json");
        }
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("session", name);
        summary.put("output", into.toString());
        summary.put("read", read);
        summary.put("listed", result.count(Outcome.LISTED));
        summary.put("broken", broken);
        summary.put("plots", result.plots().stream().map(Path::toString).toList());
        summary.put("remarks", result.remarks());
        summary.put("left_out", result.leftOut());
        summary.put("exit", code.number());
        out.emit("summary", summary);
        return code;
    }

    private static Map<String, Object> fields(DatasetSummary dataset) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("dataset", dataset.path());
        fields.put("outcome", dataset.outcome().name());
        fields.put("bytes", dataset.bytes());
        fields.put("kind", dataset.kind());
        fields.put("shape", dataset.shape());
        fields.put("dtype", dataset.type());
        fields.put("note", dataset.note());
        fields.put("columns", dataset.columns());
        return fields;
    }
}
