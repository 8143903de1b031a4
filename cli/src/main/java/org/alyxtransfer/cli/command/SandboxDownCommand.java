package org.alyxtransfer.cli.command;

import java.io.IOException;
import org.alyxtransfer.cli.frame.ExitCode;
import org.alyxtransfer.cli.frame.Invocation;
import org.alyxtransfer.cli.sandbox.BackgroundSandbox;
import picocli.CommandLine.Command;

/** Ends the sandbox that 'sandbox up' started. */
@Command(name = "down", description = "Ends the sandbox that 'sandbox up' started.")
public final class SandboxDownCommand implements Action {
    private final Invocation invocation;

    public SandboxDownCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public ExitCode run() throws IOException, InterruptedException {
        boolean ended = new BackgroundSandbox(invocation.folders()).stop();
        invocation.output().say(ended ? "The sandbox is down; nothing of it is left." : "No sandbox is up.");
        return ExitCode.DONE;
    }
}
