package org.alyxtransfer.sandbox.samba;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * One run of smbd, from the start of its process to the end of the last one it forked.
 *
 * <p>Its standard input is a pipe that this JVM holds: smbd ends when that closes, so it does not outlive a JVM that
 * dies, however that dies.
 */
final class Smbd {
    private static final Duration TO_ANSWER = Duration.ofSeconds(30); // it takes 0.1 s on an idle machine
    private static final Duration TO_END = Duration.ofSeconds(5);
    private static final Duration TO_DIE = Duration.ofSeconds(30); // at once, unless the machine is overloaded
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final Process process;
    private final SmbdProcesses processes;

    private Smbd(Process process, Path program) {
        this.process = process;
        this.processes = new SmbdProcesses(process.pid(), program);
    }

    /** Starts it and returns when it answers on the port. Fails when it ends instead, with the tail of its log. */
    static Smbd start(Path conf, Path logs, int port) throws IOException {
        Path output = logs.resolve("smbd.out");
        Program program = Program.named("smbd");
        Process process = new ProcessBuilder(
                        program.command(List.of("--foreground", "--configfile=" + conf, "--log-basename=" + logs)))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
                .start();
        var smbd = new Smbd(process, program.path().toRealPath());
        try {
            smbd.awaitAnswer(port, logs);
            return smbd;
        } catch (IOException | RuntimeException e) {
            smbd.kill();
            throw e;
        }
    }

    private void awaitAnswer(int port, Path logs) throws IOException {
        long deadline = System.nanoTime() + TO_ANSWER.toNanos();
        while (process.isAlive() && System.nanoTime() < deadline) {
            // asking who listens first: somebody else's server may have taken the port since it was chosen
            if (NegotiateProbe.ask(SambaServer.HOST, port).isPresent() && process.isAlive()) {
                return;
            }
            pause();
        }
        throw new IOException((process.isAlive() ? "smbd does not answer on port " + port : "smbd ended right away")
                + "; its log says: " + tail(logs));
    }

    SmbdProcesses processes() {
        return processes;
    }

    /** Lets it close its connections and end; what is left after some seconds is killed. */
    void stop() throws IOException {
        Uninterrupted.run(this::stopOrKill);
    }

    private void stopOrKill() throws IOException {
        processes.signal("CONT"); // a stopped process acts on nothing but KILL
        process.destroy(); // TERM: the leader passes it on to its group
        if (!isGoneWithin(TO_END)) {
            kill();
        }
    }

    /** Ends all its processes at once, as a power cut would: clients see their connections reset. */
    void kill() throws IOException {
        Uninterrupted.run(this::killAll);
    }

    private void killAll() throws IOException {
        processes.signal("KILL");
        process.destroyForcibly(); // also before it has made its process group
        if (!isGoneWithin(TO_DIE)) {
            throw new IOException("smbd processes " + processes.alive() + " do not end");
        }
    }

    /** Freezes all its processes. */
    void suspend() throws IOException {
        processes.signal("STOP");
        if (!holdsWithin(TO_DIE, processes::areStopped)) {
            throw new IOException("smbd processes " + processes.alive() + " do not stop");
        }
    }

    /** Freezes some of its processes. */
    void suspend(List<Long> some) throws IOException {
        for (long pid : some) {
            processes.signal("STOP", pid);
        }
        if (!holdsWithin(TO_DIE, () -> processes.areStopped(some))) {
            throw new IOException("smbd processes " + some + " do not stop");
        }
    }

    private boolean isGoneWithin(Duration time) throws IOException {
        return holdsWithin(time, () -> !process.isAlive() && processes.alive().isEmpty());
    }

    private static boolean holdsWithin(Duration time, Claim claim) throws IOException {
        long deadline = System.nanoTime() + time.toNanos();
        while (!claim.holds()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            pause();
        }
        return true;
    }

    /** Something about processes, which can be found out only by reading files. */
    private interface Claim {
        boolean holds() throws IOException;
    }

    private static void pause() throws IOException {
        LockSupport.parkNanos(POLL_NANOS);
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException("Interrupted while waiting for smbd");
        }
    }

    private static String tail(Path logs) throws IOException {
        var tail = new StringBuilder();
        for (String name : List.of("smbd.log", "smbd.out")) {
            Path log = logs.resolve(name);
            if (Files.exists(log)) {
                List<String> lines = Files.readAllLines(log);
                tail.append(String.join("\n", lines.subList(Math.max(0, lines.size() - 12), lines.size())));
            }
        }
        return tail.toString();
    }
}
