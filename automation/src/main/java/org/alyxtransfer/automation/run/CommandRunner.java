package org.alyxtransfer.automation.run;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.alyxtransfer.automation.run.CommandEnd.How;
import org.alyxtransfer.plan.Permits;
import org.alyxtransfer.threads.WorkerThreads;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Runs commands, a few at a time, on threads of its own.
 *
 * <p>When a command has ended, timed out or been cancelled, all of its processes are ended, whatever they forked.
 */
public final class CommandRunner {
    private static final Duration LAST_WORDS = Duration.ofSeconds(5);

    private final Scheduler threads;
    private final Permits places;
    private final Duration lastWords;

    /**
     * @param atOnce how many commands run at once; more wait
     */
    public CommandRunner(int atOnce) {
        this(atOnce, LAST_WORDS);
    }

    /**
     * @param lastWords how long to read on when a command and all of its processes that can be found have ended
     */
    CommandRunner(int atOnce, Duration lastWords) {
        this.threads = WorkerThreads.scheduler("alyx-run", atOnce, 10_000);
        this.places = new Permits(atOnce);
        this.lastWords = lastWords;
    }

    /** How it ended; never fails because of the command. Cancelling ends the command, see {@link #close()}. */
    public Mono<CommandEnd> run(Command command) {
        return places.during(() -> once(command)).next();
    }

    private Mono<CommandEnd> once(Command command) {
        return Mono.create(sink -> {
            Running running = new Running(command);
            sink.onCancel(() -> running.over.countDown());
            threads.schedule(() -> {
                try {
                    sink.success(running.run());
                } catch (IOException | RuntimeException e) {
                    sink.error(e);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    sink.error(e);
                }
            });
        });
    }

    /** Completes when cancelled commands and their processes have ended. */
    public Mono<Void> close() {
        return threads.disposeGracefully();
    }

    /** One run of a command. */
    private final class Running {
        private final Command command;
        private final CountDownLatch over = new CountDownLatch(1);

        Running(Command command) {
            this.command = command;
        }

        CommandEnd run() throws IOException, InterruptedException {
            Files.createDirectories(command.log());
            Files.createDirectories(command.workingFolder());
            String complaint = Program.complaint(command).orElse("");
            if (!complaint.isEmpty()) {
                return CommandEnd.notStarted(complaint);
            }
            Process process;
            try {
                process = start();
            } catch (IOException e) {
                return CommandEnd.notStarted(String.valueOf(e.getMessage()));
            }
            ProcessTree tree = new ProcessTree(command.id(), process.pid());
            CountDownLatch read = new CountDownLatch(2);
            try {
                process.getOutputStream().close();
                pump(process, read);
                return await(process, tree);
            } finally {
                tree.end();
                if (!read.await(lastWords.toMillis(), TimeUnit.MILLISECONDS)) {
                    process.getInputStream().close(); // a process that got away holds them open
                    process.getErrorStream().close();
                }
            }
        }

        private Process start() throws IOException {
            List<String> words = new ArrayList<>();
            Program.setsid().ifPresent(setsid -> words.add(setsid.toString()));
            words.addAll(command.words());
            ProcessBuilder builder =
                    new ProcessBuilder(words).directory(command.workingFolder().toFile());
            builder.environment().clear();
            builder.environment().putAll(command.environment());
            builder.environment().put(ProcessTree.MARK, command.id());
            return builder.start();
        }

        private void pump(Process process, CountDownLatch read) {
            pump(process.getInputStream(), command.stdout(), read);
            pump(process.getErrorStream(), command.stderr(), read);
        }

        /** On a thread of its own: a process that got away blocks it for as long as it lives, whoever closes the stream. */
        private void pump(InputStream printed, Path log, CountDownLatch read) {
            Thread reader = new Thread(
                    () -> {
                        BoundedLog.copy(printed, log);
                        read.countDown();
                    },
                    "alyx-run-output");
            reader.setDaemon(true);
            reader.start();
        }

        private CommandEnd await(Process process, ProcessTree tree) throws InterruptedException {
            process.onExit().thenRun(over::countDown); // whichever comes first
            boolean inTime = over.await(command.timeout().toMillis(), TimeUnit.MILLISECONDS);
            if (process.isAlive()) {
                tree.endGently();
                String why = inTime
                        ? "was cancelled"
                        : "did not end within " + command.timeout().toSeconds() + " s";
                return new CommandEnd(How.TIMED_OUT, -1, why + "; all of its processes were ended");
            }
            int exit = process.exitValue();
            return exit == 0
                    ? new CommandEnd(How.SUCCEEDED, 0, "")
                    : new CommandEnd(How.FAILED, exit, "ended with exit code " + exit);
        }
    }
}
