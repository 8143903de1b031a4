package org.alyxtransfer.cli;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.alyxtransfer.cli.command.AnalyseCommand;
import org.alyxtransfer.cli.command.BenchCommand;
import org.alyxtransfer.cli.command.BenchReportCommand;
import org.alyxtransfer.cli.command.CompletionCommand;
import org.alyxtransfer.cli.command.ConfigCommand;
import org.alyxtransfer.cli.command.ConfigShowCommand;
import org.alyxtransfer.cli.command.DatasetsCommand;
import org.alyxtransfer.cli.command.DemoCommand;
import org.alyxtransfer.cli.command.DoctorCommand;
import org.alyxtransfer.cli.command.DownloadCommand;
import org.alyxtransfer.cli.command.JobsCleanCommand;
import org.alyxtransfer.cli.command.JobsCommand;
import org.alyxtransfer.cli.command.JobsListCommand;
import org.alyxtransfer.cli.command.JobsReportCommand;
import org.alyxtransfer.cli.command.JobsResumeCommand;
import org.alyxtransfer.cli.command.JobsShowCommand;
import org.alyxtransfer.cli.command.PackageCommand;
import org.alyxtransfer.cli.command.ReconcileCommand;
import org.alyxtransfer.cli.command.RegisterCommand;
import org.alyxtransfer.cli.command.RulesCheckCommand;
import org.alyxtransfer.cli.command.RulesCommand;
import org.alyxtransfer.cli.command.RulesTestCommand;
import org.alyxtransfer.cli.command.SandboxCommand;
import org.alyxtransfer.cli.command.SandboxDownCommand;
import org.alyxtransfer.cli.command.SandboxUpCommand;
import org.alyxtransfer.cli.command.SessionCommand;
import org.alyxtransfer.cli.command.SessionCreateCommand;
import org.alyxtransfer.cli.command.SessionListCommand;
import org.alyxtransfer.cli.command.SessionShowCommand;
import org.alyxtransfer.cli.command.SetupAlyxCommand;
import org.alyxtransfer.cli.command.SetupCommand;
import org.alyxtransfer.cli.command.UploadCommand;
import org.alyxtransfer.cli.command.WatchCommand;
import org.alyxtransfer.cli.frame.Invocation;
import picocli.CommandLine;

/**
 * The commands, put together in plain sight; each is made when it is asked for, as reading what all of them say of
 * themselves takes a tenth of a second.
 */
final class Commands {
    private final Map<String, Function<Invocation, Object>> byName = new LinkedHashMap<>();
    private final Invocation invocation;

    Commands(Invocation invocation) {
        this.invocation = invocation;
        byName.put("setup", with -> group(new SetupCommand(with), new SetupAlyxCommand(with)));
        byName.put("doctor", DoctorCommand::new);
        byName.put(
                "session",
                with -> group(
                        new SessionCommand(),
                        new SessionCreateCommand(with),
                        new SessionListCommand(with),
                        new SessionShowCommand(with)));
        byName.put("package", PackageCommand::new);
        byName.put("upload", UploadCommand::new);
        byName.put("register", RegisterCommand::new);
        byName.put("datasets", DatasetsCommand::new);
        byName.put("download", DownloadCommand::new);
        byName.put("reconcile", ReconcileCommand::new);
        byName.put("analyse", AnalyseCommand::new);
        byName.put(
                "jobs",
                with -> group(
                        new JobsCommand(),
                        new JobsListCommand(with),
                        new JobsShowCommand(with),
                        new JobsResumeCommand(with),
                        new JobsReportCommand(with),
                        new JobsCleanCommand(with)));
        byName.put("rules", with -> group(new RulesCommand(), new RulesCheckCommand(with), new RulesTestCommand(with)));
        byName.put("watch", WatchCommand::new);
        byName.put("config", with -> group(new ConfigCommand(), new ConfigShowCommand(with)));
        byName.put("bench", with -> group(new BenchCommand(with), new BenchReportCommand(with)));
        byName.put(
                "sandbox",
                with -> group(new SandboxCommand(), new SandboxUpCommand(with), new SandboxDownCommand(with)));
        byName.put("demo", DemoCommand::new);
        byName.put("completion", CompletionCommand::new);
    }

    Set<String> names() {
        return byName.keySet();
    }

    /** Those that a command line may be about; a profile, too, may have the name of a command. */
    Set<String> namedIn(List<String> words) {
        Set<String> named = new LinkedHashSet<>(names());
        named.retainAll(words);
        return named;
    }

    Object make(String name) {
        Function<Invocation, Object> command = byName.get(name);
        if (command == null) {
            throw new IllegalArgumentException(name);
        }
        return command.apply(invocation);
    }

    private static CommandLine group(Object parent, Object... children) {
        CommandLine line = new CommandLine(parent);
        for (Object child : children) {
            line.addSubcommand(child);
        }
        return line;
    }
}
