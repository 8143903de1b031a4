package org.alyxtransfer.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.stream.Stream;
import org.alyxtransfer.cli.demo.Demo;
import org.alyxtransfer.cli.demo.Extent;
import org.alyxtransfer.cli.frame.ExitCode;
import org.alyxtransfer.cli.frame.Invocation;
import org.alyxtransfer.cli.output.Output;
import org.alyxtransfer.cli.sandbox.BackgroundSandbox;
import org.alyxtransfer.cli.sandbox.RunningSandbox;
import org.alyxtransfer.cli.sandbox.SandboxAccess;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows the whole workflow in a sandbox, in about a minute. */
@Command(
        name = "demo",
        description = {
            "Shows the whole workflow in a sandbox, in about a minute: starts a Samba share, a stand-in Alyx, a file"
                    + " server and a mail server, creates sessions, uploads and registers hundreds of files; has the"
                    + " new sessions of a subject analysed and the results mailed; finds files again, downloads and"
                    + " compares."
        })
public final class DemoCommand implements Action {
    private final Invocation invocation;

    @Option(
            names = "--output",
            paramLabel = "DIR",
            description = "An empty or new folder for all files (default: .alyx-transfer/demo-<time>).")
    private @Nullable Path output;

    @Option(names = "--keep", description = "Leave the sandbox up, and tell how to talk to it.")
    private boolean keep;

    @Option(names = "--small", description = "Fewer and smaller files: every step, in some seconds.")
    private boolean small;

    public DemoCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public ExitCode run() throws IOException, InterruptedException {
        invocation.refuseDryRun("demo");
        Path folder = emptyFolder();
        invocation
                .output()
                .say("== Sandbox: a Samba share, a stand-in Alyx, a file server, a mail server; on this computer only");
        if (keep) {
            inBackground(folder);
        } else {
            try (RunningSandbox sandbox = RunningSandbox.start(share(folder), mails(folder))) {
                demonstrate(sandbox.access(), folder);
            }
            invocation.output().say("The sandbox is down; nothing is left running. To keep it up: demo --keep.");
        }
        return ExitCode.DONE;
    }

    private void inBackground(Path folder) throws IOException, InterruptedException {
        BackgroundSandbox background = new BackgroundSandbox(invocation.folders());
        if (background.running().isPresent()) {
            throw new TransferException(
                    Kind.INVALID, "demo --keep", "a sandbox is up already; end it with 'alyx-transfer sandbox down'");
        }
        SandboxAccess started = background.start(share(folder), mails(folder)).access();
        try {
            demonstrate(started, folder);
        } catch (IOException | RuntimeException e) {
            background.stop();
            throw e;
        }
        Output out = invocation.output();
        out.say("");
        out.say("The sandbox is up. Talk to it:  alyx-transfer --profile sandbox session list");
        out.say("                   End it:      alyx-transfer sandbox down");
    }

    private void demonstrate(SandboxAccess sandbox, Path folder) throws IOException {
        Output out = invocation.output();
        if (!sandbox.notice().isEmpty()) {
            out.remark("NOTE: " + sandbox.notice());
        }
        out.say("Alyx         " + sandbox.alyxUrl());
        out.say("Share        " + sandbox.storageUrl());
        out.say("File server  " + sandbox.httpUrl());
        out.say("Mail server  " + sandbox.mailHost() + ":" + sandbox.mailPort());
        new Demo(invocation, sandbox, folder, small ? Extent.SMALL : Extent.USUAL).run();
    }

    private static Path share(Path folder) throws IOException {
        return Files.createDirectories(folder.resolve("share"));
    }

    private static Path mails(Path folder) {
        return folder.resolve("mails");
    }

    private Path emptyFolder() throws IOException {
        String time = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").format(LocalDateTime.now());
        Path chosen = output == null ? Path.of(".alyx-transfer", "demo-" + time) : output;
        Path folder = Files.createDirectories(invocation.surroundings().resolve(chosen));
        try (Stream<Path> entries = Files.list(folder)) {
            if (entries.findAny().isPresent()) {
                throw new TransferException(
                        Kind.INVALID, folder.toString(), "is not empty; the demo wants a folder of its own");
            }
        }
        return folder;
    }
}
