package org.alyxtransfer.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.alyxtransfer.benchmarks.CopyOrder.How;
import org.alyxtransfer.cli.result.CpuClock;
import org.alyxtransfer.cli.result.PeakMemory;
import org.alyxtransfer.plan.Naming;
import org.jspecify.annotations.Nullable;

/**
 * This project's engine in one JVM for all rounds and cases, connecting anew for each run: what a long-running program
 * sees, without JVM start and compilation.
 *
 * <p>Of each case it runs the whole set twice before the rounds. Its JVM starts with the first run and ends with {@link
 * #close}.
 */
final class WarmCopyTree implements Client {
    private static final int REHEARSALS = 2;

    private final String name;
    private final How how;
    private final Jvm jvm;
    private @Nullable Running running;

    private record Running(Process process, PrintWriter orders, BufferedReader answers) {}

    WarmCopyTree(String name, How how, Jvm jvm) {
        this.name = name;
        this.how = how;
        this.jvm = jvm;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Naming naming() {
        return how.naming();
    }

    @Override
    public Optional<String> objection(Scenario scenario) {
        return CopyTreeClient.objection(scenario, how, jvm);
    }

    @Override
    public int rehearsals() {
        return REHEARSALS;
    }

    @Override
    public Map<String, String> settings(Scenario scenario) {
        return CopyTreeClient.settings(scenario, how, jvm);
    }

    @Override
    public Command command(Task task) {
        return Command.of(task.scratch(), Command.joined(jvm.command(CopyTree.class), List.of(CopyTree.SERVE)));
    }

    @Override
    public Usage run(Task task, TimedProcess process) throws IOException {
        CopyOrder order = CopyOrder.of(task, how, CopyTreeClient.list(task));
        Running jvmAtWork = running == null ? start(task) : running;
        running = jvmAtWork;
        long pid = jvmAtWork.process().pid();
        PeakMemory.forget(pid);
        double busyBefore = CpuClock.busySeconds();
        long start = System.nanoTime();
        jvmAtWork
                .orders()
                .println(CopyTreeClient.password(task)
                        + CopyOrder.SEPARATOR
                        + String.join(CopyOrder.SEPARATOR, order.words()));
        String answer = answer(jvmAtWork, process.longest());
        double seconds = (System.nanoTime() - start) / 1e9;
        double busy = CpuClock.busySeconds() - busyBefore;
        if (!answer.startsWith(CopyTree.DONE)) {
            close();
            throw new IOException(answer);
        }
        String[] told = answer.substring(CopyTree.DONE.length()).split(" ", 2);
        double cpu = Double.parseDouble(told[0]);
        return new Usage(seconds, cpu, PeakMemory.kib(pid).orElse(0), Math.max(0, busy - cpu))
                .telling(Insight.parse(told[1]));
    }

    /** The next line, or why there is none. A JVM that takes longer is killed: that ends the wait for it. */
    private static String answer(Running jvm, Duration longest) throws IOException {
        var inTime = new CompletableFuture<Void>().orTimeout(longest.toMillis(), TimeUnit.MILLISECONDS);
        inTime.whenComplete((nothing, late) -> {
            if (late != null) {
                jvm.process().toHandle().destroyForcibly(); // the process itself would close what is being read
            }
        });
        String answer = jvm.answers().readLine();
        if (!inTime.complete(null)) { // which also takes its timer away
            return CopyTree.FAILED + "no end within " + longest.toSeconds() + " s";
        }
        return answer == null ? CopyTree.FAILED + "its JVM ended" : answer;
    }

    @Override
    public void close() {
        if (running != null) {
            running.process().destroyForcibly();
            running = null;
        }
    }

    private Running start(Task task) throws IOException {
        Process process = new ProcessBuilder(command(task).arguments())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        return new Running(
                process,
                new PrintWriter(process.getOutputStream(), true, StandardCharsets.UTF_8),
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)));
    }
}
