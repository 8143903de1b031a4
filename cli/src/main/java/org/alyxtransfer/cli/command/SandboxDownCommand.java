package org.alyxtransfer.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.alyxtransfer.cli.frame.ExitCode;
import org.alyxtransfer.cli.frame.Invocation;
import org.alyxtransfer.cli.sandbox.BackgroundSandbox;
import org.alyxtransfer.cli.sandbox.SandboxRecord;
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
        invocation.refuseDryRun("sandbox down");
        Optional<SandboxRecord> ended = new BackgroundSandbox(invocation.folders()).stop();
        invocation.output().say(ended.isPresent() ? "The sandbox is down." : "No sandbox is up.");
        if (ended.isPresent()) {
            tellIfFilled(ended.get().access().storageFolder(), "what its share held");
            tellIfFilled(ended.get().access().mailFolder(), "the mails that it took");
        }
        return ExitCode.DONE;
    }

    private void tellIfFilled(String folder, String what) throws IOException {
        Path path = Path.of(folder);
        if (Files.isDirectory(path)) {
            try (Stream<Path> entries = Files.list(path)) {
                if (entries.findAny().isPresent()) {
                    invocation.output().say("  Kept: " + what + ", in " + folder);
                }
            }
        }
    }
}
