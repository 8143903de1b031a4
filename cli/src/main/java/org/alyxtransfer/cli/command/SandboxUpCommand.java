package org.alyxtransfer.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.alyxtransfer.cli.frame.ExitCode;
import org.alyxtransfer.cli.frame.Invocation;
import org.alyxtransfer.cli.output.Output;
import org.alyxtransfer.cli.sandbox.BackgroundSandbox;
import org.alyxtransfer.cli.sandbox.RunningSandbox;
import org.alyxtransfer.cli.sandbox.SandboxAccess;
import org.alyxtransfer.cli.sandbox.SandboxRecord;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Starts a sandbox and tells how to talk to it. */
@Command(name = "up", description = "Starts a sandbox in the background, and tells how to talk to it.")
public final class SandboxUpCommand implements Action {
    private final Invocation invocation;

    @Option(names = "--foreground", description = "Keep it in this process, until Ctrl-C.")
    private boolean foreground;

    @Option(names = "--share", paramLabel = "DIR", description = "The folder to share (default: a temporary one).")
    private @Nullable Path share;

    @Option(
            names = "--mails",
            paramLabel = "DIR",
            description = "Where its mail server puts what it takes (default: in this program's state folder).")
    private @Nullable Path mails;

    public SandboxUpCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public ExitCode run() throws IOException, InterruptedException {
        invocation.refuseDryRun("sandbox up");
        Path folder = share == null
                ? null
                : Files.createDirectories(invocation.surroundings().resolve(share));
        Path mailFolder = mails == null
                ? invocation.folders().state().resolve("sandbox-mails")
                : invocation.surroundings().resolve(mails);
        BackgroundSandbox background = new BackgroundSandbox(invocation.folders());
        Optional<SandboxRecord> running = background.running();
        if (running.isPresent()) {
            invocation
                    .output()
                    .say("A sandbox is up already (process " + running.get().pid() + ").");
            tell(running.get().access());
            return ExitCode.DONE;
        }
        if (!foreground) {
            SandboxRecord started = background.start(folder, mailFolder);
            invocation.output().say("The sandbox is up (process " + started.pid() + ").");
            tell(started.access());
            return ExitCode.DONE;
        }
        try (RunningSandbox sandbox = RunningSandbox.start(folder, mailFolder)) {
            background.announce(sandbox.access());
            try {
                tell(sandbox.access());
                invocation.interruption().asked().block(); // until Ctrl-C, or 'sandbox down'
            } finally {
                background.withdraw();
            }
        }
        return ExitCode.DONE;
    }

    private void tell(SandboxAccess access) {
        Output output = invocation.output();
        if (!access.notice().isEmpty()) {
            output.remark("NOTE: " + access.notice());
        }
        output.say("  Alyx         " + access.alyxUrl() + "   user " + access.alyxUser());
        output.say("  Share        " + access.storageUrl() + "   user " + access.storageUser());
        output.say("  File server  " + access.httpUrl() + "   user " + access.httpUser());
        output.say("  Mail server  " + access.mailHost() + ":" + access.mailPort() + "   puts mails into "
                + access.mailFolder());
        output.say("  Passwords    in the profile 'sandbox' (mode 0600)");
        output.say("Talk to it:  alyx-transfer --profile sandbox session list");
        output.say("End it:      alyx-transfer sandbox down");
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("alyx", access.alyxUrl());
        fields.put("storage", access.storageUrl());
        fields.put("http", access.httpUrl());
        fields.put("mail", access.mailHost() + ":" + access.mailPort());
        fields.put("mails", access.mailFolder());
        fields.put("profile", "sandbox");
        fields.put("notice", access.notice());
        output.emit("sandbox", fields);
    }
}
