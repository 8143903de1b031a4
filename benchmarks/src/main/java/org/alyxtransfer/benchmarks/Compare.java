package org.alyxtransfer.benchmarks;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.alyxtransfer.benchmarks.Regressions.Change;
import org.alyxtransfer.benchmarks.Regressions.Outcome;
import org.alyxtransfer.cli.benchreport.Campaign;
import org.alyxtransfer.cli.benchreport.Ratios;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code benchmarks/compare}: whether a later campaign fell behind an earlier one. */
@CommandLine.Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        description = {
            "Compares the ratios to peers of two files of result lines.",
            "A regression is a median ratio that fell by more than 15 %%, with rounds that lie so far below those before that"
                    + " chance alone does that once in twenty times or less (rank sum test; needs three rounds each). What fell as"
                    + " far but could be chance is told as unclear: repeat it with more rounds.",
            "A case in which ours failed in AFTER and has no ratio any more is a regression, too."
        },
        footer = {"", "Exit codes: 0 no regression, 1 a regression, 2 usage, or nothing to compare."})
public final class Compare implements Callable<Integer> {
    private static final int REGRESSED = 1;

    @Parameters(index = "0", paramLabel = "BEFORE", description = "Result lines of the earlier commit.")
    private Path before = Path.of("");

    @Parameters(index = "1", paramLabel = "AFTER", description = "Result lines of the later commit.")
    private Path after = Path.of("");

    @Spec
    private @Nullable CommandSpec spec;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Compare()).execute(arguments));
    }

    @Override
    public Integer call() {
        PrintWriter out = commandLine().getOut();
        Campaign earlier = read(before);
        Campaign later = read(after);
        List<Change> changes = Regressions.between(earlier.lines(), later.lines());
        if (changes.isEmpty()) {
            throw new CommandLine.ParameterException(
                    commandLine(), "No case, client and peer are in both files with a round in common");
        }
        out.printf("| case | ours : peer | %s | %s | left | chance | |%n", earlier.label(), later.label());
        out.println("|---|---|---|---|---|---|---|");
        changes.forEach(change -> out.println(row(change)));
        out.flush();
        return changes.stream()
                        .map(Change::outcome)
                        .anyMatch(outcome -> outcome == Outcome.REGRESSION || outcome == Outcome.FAILED)
                ? REGRESSED
                : CommandLine.ExitCode.OK;
    }

    private static String row(Change change) {
        Ratios before = change.before();
        return String.format(
                Locale.ROOT,
                "| %s | %s : %s | %s | %s | %s |",
                before.title(),
                before.ours(),
                before.peer(),
                before.spread().words(),
                change.after()
                        .map(after -> String.format(
                                Locale.ROOT,
                                "%s | %.0f %% | %.2f",
                                after.spread().words(),
                                change.left() * 100,
                                change.chance()))
                        .orElse("failed | |"),
                switch (change.outcome()) {
                    case KEPT -> "";
                    case UNCLEAR -> "unclear";
                    case REGRESSION, FAILED -> "REGRESSION";
                });
    }

    private Campaign read(Path file) {
        try {
            return Campaign.read(file);
        } catch (IOException e) {
            throw new CommandLine.ParameterException(commandLine(), "Cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    private CommandLine commandLine() {
        if (spec == null) {
            throw new IllegalStateException("picocli has not set the command up");
        }
        return spec.commandLine();
    }
}
