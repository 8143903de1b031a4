package org.alyxtransfer.cli.command;

import org.alyxtransfer.cli.frame.ExitCode;
import org.alyxtransfer.cli.frame.Invocation;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints a completion script. */
@Command(
        name = "completion",
        description = {"Prints a completion script for bash and zsh.", "Use: source <(alyx-transfer completion)"})
public final class CompletionCommand implements Action {
    private final Invocation invocation;

    @Spec
    private @Nullable CommandSpec spec;

    public CompletionCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public ExitCode run() {
        if (spec == null) {
            throw new IllegalStateException("picocli set no spec");
        }
        invocation.output().print(AutoComplete.bash("alyx-transfer", spec.root().commandLine()) + "\n");
        return ExitCode.DONE;
    }
}
