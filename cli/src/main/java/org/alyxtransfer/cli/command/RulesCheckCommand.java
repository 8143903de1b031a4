package org.alyxtransfer.cli.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.alyxtransfer.automation.rule.Problem;
import org.alyxtransfer.automation.rule.Rules;
import org.alyxtransfer.cli.frame.ExitCode;
import org.alyxtransfer.cli.frame.Invocation;
import org.alyxtransfer.cli.output.Figures;
import org.alyxtransfer.cli.output.Output;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Reads rules and tells what is wrong with them. */
@Command(
        name = "check",
        description = "Checks rules; ends with 2, telling file, line and column, when one cannot be used.",
        footer = {"", "Example: alyx-transfer rules check config/rules"})
public final class RulesCheckCommand implements Action {
    private final Invocation invocation;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Rules, or folders that hold some (*.yaml).")
    private List<Path> places = new ArrayList<>();

    public RulesCheckCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public ExitCode run() {
        Output output = invocation.output();
        Rules rules = Rules.read(
                places.stream().map(invocation.surroundings()::resolve).toList());
        rules.errors().forEach(problem -> tell(output, "error", problem));
        rules.warnings().forEach(problem -> tell(output, "warning", problem));
        if (!rules.errors().isEmpty()) {
            return ExitCode.USAGE;
        }
        output.say(Figures.count(rules.all().size(), "rule") + " checked: no error"
                + (rules.warnings().isEmpty()
                        ? "."
                        : ", " + Figures.count(rules.warnings().size(), "warning") + "."));
        return ExitCode.DONE;
    }

    private static void tell(Output output, String weight, Problem problem) {
        output.remark(problem.file() + ":" + problem.line() + ":" + problem.column() + ": " + weight + ": "
                + problem.message());
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("weight", weight);
        fields.put("file", problem.file());
        fields.put("line", problem.line());
        fields.put("column", problem.column());
        fields.put("message", problem.message());
        output.emit("problem", fields);
    }
}
