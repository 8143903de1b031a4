package org.alyxtransfer.cli.sandbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.alyxtransfer.cli.config.Folders;
import org.alyxtransfer.cli.config.Privacy;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.journal.ProcessLock;
import org.jspecify.annotations.Nullable;

/** The one sandbox of a user that goes on when the command that started it has ended. */
public final class BackgroundSandbox {
    private static final long PATIENCE_MILLIS = 60_000;
    private static final long POLL_MILLIS = 50;
    private static final int LAST_LINES = 10;

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
        for (long waited = 0; waited < PATIENCE_MILLIS && process.isAlive(); waited += POLL_MILLIS) {
            Optional<SandboxRecord> found = running();
            if (found.isPresent()) {
                return own(found.get(), process);
            }
            Thread.sleep(POLL_MILLIS);
        }
        end(process);
        throw new TransferException(Kind.UNEXPECTED, "sandbox", "did not start" + lastWords());
    }

    private static SandboxRecord own(SandboxRecord found, Process process) throws InterruptedException {
        if (found.pid() != process.pid()) {
            end(process);
            throw anotherIsUp(found);
        }
        return found;
    }

    private static void end(Process process) throws InterruptedException {
        process.destroy();
        if (!process.waitFor(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }

    /** The log may be gone when somebody reads the message. */
    private String lastWords() throws IOException {
        List<String> lines = new String(Files.readAllBytes(log()), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("\t")) // where in the program it happened
                .toList();
        List<String> last = lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size());
        return last.isEmpty() ? ", and said nothing" : "; the last that it said:\n  " + String.join("\n  ", last);
    }

    /** Runs in the process that is the sandbox: tells where it is. Fails when there is one already. */
    public void announce(SandboxAccess access) throws IOException {
        try (ProcessLock turn = turn()) {
            Optional<SandboxRecord> other = running();
            if (other.isPresent()) {
                throw anotherIsUp(other.get());
            }
            Privacy.write(profile(), access.profile());
            SandboxRecord.ofThisProcess(access).write(record());
        }
    }

    /** Runs in the process that is the sandbox, at its end; and where one has ended without. */
    public void withdraw() throws IOException {
        if (!Files.exists(record()) && !Files.exists(profile())) {
            return;
        }
        long self = ProcessHandle.current().pid();
        try (ProcessLock turn = turn()) {
            if (running().filter(other -> other.pid() != self).isEmpty()) {
                Files.deleteIfExists(record());
                Files.deleteIfExists(profile());
            }
        }
    }

    /** Ends it and waits until it is gone; gives which it was, if there was one. */
    public Optional<SandboxRecord> stop() throws IOException, InterruptedException {
        Optional<SandboxRecord> found = running();
        Optional<ProcessHandle> process = found.flatMap(SandboxRecord::process);
        if (process.isPresent()) {
            end(process.get());
        }
        withdraw();
        return found;
    }

    private void end(ProcessHandle process) throws InterruptedException {
        process.destroy();
        try {
            process.onExit().get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new TransferException(
                    Kind.TIMEOUT, "sandbox", "process " + process.pid() + " does not end; see " + log(), e);
        }
    }

    public Path profile() {
        return folders.profile("sandbox");
    }

    private static TransferException anotherIsUp(SandboxRecord other) {
        return new TransferException(
                Kind.INVALID,
                "sandbox",
                "one is up already (process " + other.pid() + "); end it with 'alyx-transfer sandbox down'");
    }

    /** Waits until no other process announces or withdraws; given back by closing it. */
    private ProcessLock turn() throws IOException {
        Files.createDirectories(folders.state());
        return ProcessLock.take(folders.state().resolve("sandbox.lock"));
    }

    private Path record() {
        return folders.state().resolve("sandbox.json");
    }

    private Path log() {
        return folders.state().resolve("sandbox.log");
    }
}
