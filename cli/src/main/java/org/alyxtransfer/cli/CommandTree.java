package org.alyxtransfer.cli;

import java.util.Collections;
import java.util.List;
import java.util.Set;
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
    private static final Set<String> NEEDS_ALL = Set.of("-h", "--help", "completion");

    @Mixin
    private final GlobalOptions options = new GlobalOptions();

    private CommandTree() {}

    /** Runs one command line; gives the code to end the process with. */
    public static int run(Surroundings surroundings, Interruption interruption, String... args) {
        CommandTree root = new CommandTree();
        Invocation invocation =
                new Invocation(surroundings, root.options, interruption, CommandTree::run, List.of(args));
        CommandLine line = root.commands(invocation, List.of(args));
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

    /** With all commands only where that makes a difference: for help, and for what is no command line. */
    private CommandLine commands(Invocation invocation, List<String> words) {
        Commands commands = new Commands(invocation);
        Set<String> named = commands.namedIn(words);
        if (!named.isEmpty() && Collections.disjoint(words, NEEDS_ALL)) {
            CommandLine few = line(commands, named);
            if (isRead(few, words)) {
                return few;
            }
        }
        return line(commands, commands.names());
    }

    private CommandLine line(Commands commands, Set<String> names) {
        CommandLine line = new CommandLine(this);
        names.forEach(name -> line.addSubcommand(commands.make(name)));
        line.setAllowSubcommandsAsOptionParameters(true); // there is a profile named sandbox
        return line;
    }

    private static boolean isRead(CommandLine line, List<String> words) {
        try {
            line.parseArgs(words.toArray(String[]::new));
            return true;
        } catch (CommandLine.ParameterException wrong) {
            return false; // what to say about it takes all commands
        }
    }
}
