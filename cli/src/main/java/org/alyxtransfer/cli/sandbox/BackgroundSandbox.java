package org.alyxtransfer.cli.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.alyxtransfer.cli.config.Folders;
import org.alyxtransfer.cli.config.Privacy;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.jspecify.annotations.Nullable;

/** The one sandbox of a user that goes on when the command that started it has ended. */
public final class BackgroundSandbox {
    private static final long PATIENCE_MILLIS = 60_000;
    private static final long POLL_MILLIS = 50;

    private final Folders folders;

    public BackgroundSandbox(Folders folders) {
        this.folders = folders;
    }

    public Optional<SandboxRecord> running() throws IOException {
        return SandboxRecord.read(record());
    }

    /** Starts one in a process of its own and waits until it can be used. */
    public SandboxRecord start(@Nullable Path share, Path mails) throws IOException, InterruptedException {
        Files.createDirectories(folders.state());
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(Path.of("/usr/bin/setsid"))) {
            command.add("/usr/bin/setsid"); // Ctrl-C in this terminal must not reach it
        }
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path", "")));
        command.addAll(List.of("org.alyxtransfer.cli.Main", "sandbox", "up", "--foreground"));
        if (share != null) {
            command.addAll(List.of("--share", share.toString()));
        }
        command.addAll(List.of("--mails", mails.toString()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(
                        Path.of(System.getProperty("os.name", "").startsWith("Windows") ? "NUL" : "/dev/null")
                                .toFile()))
                .redirectOutput(log().toFile());
        builder.environment()
                .put(
                        "XDG_CONFIG_HOME",
                        folders.settings().resolveSibling(".").normalize().toString());
        builder.environment()
                .put(
                        "XDG_STATE_HOME",
                        folders.state().resolveSibling(".").normalize().toString());
        Process process = builder.start();
        for (long waited = 0; waited < PATIENCE_MILLIS; waited += POLL_MILLIS) {
            Optional<SandboxRecord> found = running();
            if (found.isPresent()) {
                return found.get();
            }
            if (!process.isAlive()) {
                break;
            }
            Thread.sleep(POLL_MILLIS);
        }
        process.destroy();
        throw new TransferException(Kind.UNEXPECTED, "sandbox", "did not start; what it said is in " + log());
    }

    /** Runs in the process that is the sandbox: tells where it is. */
    public void announce(SandboxAccess access) throws IOException {
        Privacy.write(profile(), access.profile());
        SandboxRecord.ofThisProcess(access).write(record());
    }

    /** Runs in the process that is the sandbox, at its end. */
    public void withdraw() throws IOException {
        Files.deleteIfExists(record());
        Files.deleteIfExists(profile());
    }

    /** Ends it and waits until it is gone; false when there was none. */
    public boolean stop() throws IOException, InterruptedException {
        Optional<SandboxRecord> found = running();
        if (found.isEmpty()) {
            withdraw();
            return false;
        }
        ProcessHandle process = found.get().process().orElseThrow();
        process.destroy();
        try {
            process.onExit().get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
            throw new TransferException(
                    Kind.TIMEOUT, "sandbox", "process " + process.pid() + " does not end; see " + log(), e);
        }
        withdraw();
        return true;
    }

    public Path profile() {
        return folders.profile("sandbox");
    }

    private Path record() {
        return folders.state().resolve("sandbox.json");
    }

    private Path log() {
        return folders.state().resolve("sandbox.log");
    }
}
