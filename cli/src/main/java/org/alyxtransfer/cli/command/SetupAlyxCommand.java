package org.alyxtransfer.cli.command;

import java.nio.file.Path;
import java.util.Map;
import org.alyxtransfer.cli.alyxsetup.AlyxCompletion;
import org.alyxtransfer.cli.alyxsetup.WantedAlyx;
import org.alyxtransfer.cli.connect.Connections;
import org.alyxtransfer.cli.frame.ExitCode;
import org.alyxtransfer.cli.frame.Invocation;
import org.alyxtransfer.cli.output.Output;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Creates in Alyx the labs, projects, subjects, repositories, types and formats that a file names and that are missing. */
@Command(
        name = "alyx",
        description = {
            "Creates in Alyx the labs, projects, subjects, repositories, dataset types and data formats that a YAML",
            "file names and that are missing; see config/example-alyx.yaml. Again does nothing."
        })
public final class SetupAlyxCommand implements Action {
    private final Invocation invocation;

    @Option(names = "--from", required = true, paramLabel = "FILE", description = "The YAML file.")
    private @Nullable Path from;

    public SetupAlyxCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public ExitCode run() {
        if (from == null) {
            throw new IllegalStateException("picocli let a required option pass");
        }
        WantedAlyx wanted = WantedAlyx.read(invocation.surroundings().resolve(from));
        Output output = invocation.output();
        boolean dryRun = invocation.options().dryRun();
        int[] counts = new int[2];
        try (Connections open = new Connections(invocation.settings())) {
            invocation.waiting().each(new AlyxCompletion(open.alyx(), dryRun).complete(wanted), entry -> {
                counts[entry.isMissing() ? 0 : 1]++;
                String became = !entry.isMissing() ? "there already" : dryRun ? "would be created" : "created";
                output.say(entry.kind() + " " + entry.name() + ": " + became);
                output.emit(
                        "alyx-entry", Map.of("kind", entry.kind(), "name", entry.name(), "missing", entry.isMissing()));
            });
        }
        if (invocation.interruption().isAsked()) {
            return ExitCode.INTERRUPTED;
        }
        output.say((dryRun ? "Dry run: would create " : "Created ") + counts[0] + ", there already " + counts[1] + ".");
        return ExitCode.DONE;
    }
}
