package org.alyxtransfer.cli;

import java.util.List;
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
import org.alyxtransfer.cli.frame.ExitCode;
import org.alyxtransfer.cli.frame.Failures;
import org.alyxtransfer.cli.frame.GlobalOptions;
import org.alyxtransfer.cli.frame.Interruption;
import org.alyxtransfer.cli.frame.Invocation;
import org.alyxtransfer.cli.frame.Logging;
import org.alyxtransfer.cli.frame.StartUp;
import org.alyxtransfer.cli.frame.Surroundings;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** All commands, put together in plain sight. */
@Command(
        name = "alyx-transfer",
        versionProvider = Version.class,
        mixinStandardHelpOptions = true,
        scope = CommandLine.ScopeType.INHERIT,
        sortOptions = false,
        usageHelpAutoWidth = true,
        description =
                "Moves sessions of neuroscience experiments to and from a lab's file server, and registers them in"
                        + " Alyx.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:an unexpected failure",
            "2:wrong usage or settings",
            "3:some files failed",
            "4:bytes differ from what they should be",
            "5:not let in (password, token, permission), or the server's certificate is not trusted",
            "6:a server is unreachable, or another client works there; the same command continues",
            "7:refused: protected, or another content is there",
            "8:uploaded but not registered",
            "9:nothing matched",
            "130:interrupted; the same command continues"
        })
public final class CommandTree {
    @Mixin
    private final GlobalOptions options = new GlobalOptions();

    private CommandTree() {}

    /** Runs one command line; gives the code to end the process with. */
    public static int run(Surroundings surroundings, Interruption interruption, String... args) {
        CommandTree root = new CommandTree();
        Invocation invocation =
                new Invocation(surroundings, root.options, interruption, CommandTree::run, List.of(args));
        CommandLine line = root.commands(invocation);
        line.setAllowSubcommandsAsOptionParameters(true); // there is a profile named sandbox
        line.setOut(surroundings.out());
        line.setErr(surroundings.err());
        line.setExitCodeExceptionMapper(failure -> codeOf(failure).number());
        line.setExecutionExceptionHandler(
                (failure, command, parsed) -> Failures.tell(failure, invocation).number());
        line.setExecutionStrategy(parsed -> {
            invocation.startUp().reached(StartUp.Stage.COMMAND_LINE);
            Logging.say(root.options.verbosity());
            if (root.options.insecure()) {
                invocation
                        .output()
                        .remark(
                                "WARNING: --insecure: nobody checks who answers at https addresses in this run. Whoever is"
                                        + " on the way can take passwords, and change records and files.");
            }
            return new CommandLine.RunLast().execute(parsed);
        });
        return line.execute(args);
    }

    private static ExitCode codeOf(Throwable failure) {
        return failure instanceof CommandLine.ParameterException ? ExitCode.USAGE : ExitCode.UNEXPECTED;
    }

    private CommandLine commands(Invocation invocation) {
        return new CommandLine(this)
                .addSubcommand(
                        new CommandLine(new SetupCommand(invocation)).addSubcommand(new SetupAlyxCommand(invocation)))
                .addSubcommand(new DoctorCommand(invocation))
                .addSubcommand(new CommandLine(new SessionCommand())
                        .addSubcommand(new SessionCreateCommand(invocation))
                        .addSubcommand(new SessionListCommand(invocation))
                        .addSubcommand(new SessionShowCommand(invocation)))
                .addSubcommand(new PackageCommand(invocation))
                .addSubcommand(new UploadCommand(invocation))
                .addSubcommand(new RegisterCommand(invocation))
                .addSubcommand(new DatasetsCommand(invocation))
                .addSubcommand(new DownloadCommand(invocation))
                .addSubcommand(new ReconcileCommand(invocation))
                .addSubcommand(new AnalyseCommand(invocation))
                .addSubcommand(new CommandLine(new JobsCommand())
                        .addSubcommand(new JobsListCommand(invocation))
                        .addSubcommand(new JobsShowCommand(invocation))
                        .addSubcommand(new JobsResumeCommand(invocation))
                        .addSubcommand(new JobsReportCommand(invocation))
                        .addSubcommand(new JobsCleanCommand(invocation)))
                .addSubcommand(new CommandLine(new RulesCommand())
                        .addSubcommand(new RulesCheckCommand(invocation))
                        .addSubcommand(new RulesTestCommand(invocation)))
                .addSubcommand(new WatchCommand(invocation))
                .addSubcommand(new CommandLine(new ConfigCommand()).addSubcommand(new ConfigShowCommand(invocation)))
                .addSubcommand(
                        new CommandLine(new BenchCommand(invocation)).addSubcommand(new BenchReportCommand(invocation)))
                .addSubcommand(new CommandLine(new SandboxCommand())
                        .addSubcommand(new SandboxUpCommand(invocation))
                        .addSubcommand(new SandboxDownCommand(invocation)))
                .addSubcommand(new DemoCommand(invocation))
                .addSubcommand(new CompletionCommand(invocation));
    }
}
