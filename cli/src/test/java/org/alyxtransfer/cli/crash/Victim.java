package org.alyxtransfer.cli.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The program as a process of its own, to be killed. */
final class Victim {
    /** How a process ends that was killed, or that halted where it was told to. */
    static final int KILLED = 137;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long PATIENCE_SECONDS = 90;

    private final Process process;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final CountDownLatch jobIsOpen = new CountDownLatch(1);
    private volatile long opened;
    private volatile long told;
    private final Thread reader = new Thread(this::read, "victim-output");

    private Victim(Process process) {
        this.process = process;
        reader.setDaemon(true);
        reader.start();
    }

    /** Starts a command line in somebody's home. */
    static Victim start(Path home, List<String> command) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(home.toFile()).redirectErrorStream(true);
        builder.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
        builder.environment().keySet().removeIf(name -> name.startsWith("XDG_"));
        builder.environment().put("HOME", home.toString());
        return new Victim(builder.start());
    }

    /** Kills it so many milliseconds after it opened its job; false when it had ended by itself before. */
    boolean isKilledWithin(long millis) throws InterruptedException {
        jobIsOpen.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return isKilledAfter(millis);
    }

    /** Kills it so many milliseconds from now; false when it had ended by itself before. */
    boolean isKilledAfter(long millis) throws InterruptedException {
        process.waitFor(millis, TimeUnit.MILLISECONDS);
        process.destroyForcibly(); // SIGKILL
        int exit = end();
        assertThat(exit).as(said()).isIn(KILLED, 0);
        return exit == KILLED;
    }

    /** Freezes it, with all that it holds. */
    void suspend() throws IOException, InterruptedException {
        signal("STOP");
    }

    void resume() throws IOException, InterruptedException {
        signal("CONT");
    }

    private void signal(String name) throws IOException, InterruptedException {
        String command = "kill -s " + name + " " + process.pid(); // the shell's own: procps may be missing
        if (new ProcessBuilder("sh", "-c", command).start().waitFor() != 0) {
            throw new IOException("cannot be signalled: it has ended\n" + said());
        }
    }

    /** Waits for its end; gives its exit code. */
    int end() throws InterruptedException {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("hangs:\n" + said());
        }
        reader.join();
        return process.exitValue();
    }

    /** Milliseconds from the opening of its job to its summary; of one that has ended by itself. */
    int span() {
        return Math.toIntExact(TimeUnit.NANOSECONDS.toMillis(told - opened));
    }

    String said() {
        return String.join("\n", lines);
    }

    /** What it told about the whole run. */
    JsonNode summary() {
        return lines.stream()
                .flatMap(Victim::json)
                .filter(object -> object.path("type").asText().equals("summary"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("tells no summary:\n" + said()));
    }

    private void read() {
        try (BufferedReader output = process.inputReader()) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                lines.add(line);
                if (line.contains("\"type\":\"job\"")) {
                    opened = System.nanoTime();
                    jobIsOpen.countDown();
                } else if (line.contains("\"type\":\"summary\"")) {
                    told = System.nanoTime();
                }
            }
        } catch (IOException killed) {
            // what it said until then is all there is
        } finally {
            jobIsOpen.countDown();
        }
    }

    private static Stream<JsonNode> json(String line) {
        try {
            return line.startsWith("{") ? Stream.of(JSON.readTree(line)) : Stream.empty();
        } catch (IOException cutOff) {
            return Stream.empty();
        }
    }
}
