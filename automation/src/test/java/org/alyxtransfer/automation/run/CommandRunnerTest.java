package org.alyxtransfer.automation.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.alyxtransfer.automation.run.CommandEnd.How;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.Disposable;

/** Real processes. */
class CommandRunnerTest {
    private static final Duration LONG = Duration.ofMinutes(2);

    @TempDir
    Path folder;

    private final CommandRunner runner = new CommandRunner(2);
    private final String id = UUID.randomUUID().toString();

    @AfterEach
    void close() {
        runner.close().block(LONG);
        assertThat(ProcessTree.ofEarlier(id).alive()).isEmpty();
    }

    @Test
    void whatIsPrintedIsKept() throws IOException {
        CommandEnd end = run(LONG, "sh", "-c", "echo out; echo err >&2");

        assertThat(end).isEqualTo(new CommandEnd(How.SUCCEEDED, 0, ""));
        assertThat(folder.resolve("log/stdout.log")).hasContent("out");
        assertThat(folder.resolve("log/stderr.log")).hasContent("err");
    }

    @Test
    void noShellReadsTheArguments() {
        run(LONG, "printf", "%s|", "a b", "$(id)", "; rm -rf /", "*");

        assertThat(folder.resolve("log/stdout.log")).hasContent("a b|$(id)|; rm -rf /|*|");
    }

    @Test
    void onlyTheGivenVariablesAreThere() throws IOException {
        run(LONG, "env");

        assertThat(Files.readAllLines(folder.resolve("log/stdout.log")))
                .allMatch(line -> line.matches("(PATH|COLOUR|ALYX_TRANSFER_RUN_ID|PWD|SHLVL|_)=.*"))
                .contains("COLOUR=red", "ALYX_TRANSFER_RUN_ID=" + id);
    }

    @Test
    void aMissingCommandIsToldOf() {
        CommandEnd end = run(LONG, "no-such-command-here", "x");

        assertThat(end.how()).isEqualTo(How.NOT_STARTED);
        assertThat(end.why()).contains("there is no command 'no-such-command-here'");
    }

    @Test
    void aCommandThatIsNotExecutableIsToldOf() throws IOException {
        Path script = Files.writeString(folder.resolve("script.sh"), "#!/bin/sh\n");

        CommandEnd end = run(LONG, script.toString());

        assertThat(end.how()).isEqualTo(How.NOT_STARTED);
        assertThat(end.why()).contains("is not executable; run: chmod +x");
    }

    @Test
    void anExitCodeIsAFailure() {
        assertThat(run(LONG, "sh", "-c", "exit 1")).isEqualTo(new CommandEnd(How.FAILED, 1, "ended with exit code 1"));
    }

    @Test
    void whatHangsIsEnded() {
        CommandEnd end = run(Duration.ofSeconds(1), "sh", "-c", "trap '' TERM; while :; do sleep 600; done");

        assertThat(end.how()).isEqualTo(How.TIMED_OUT);
        assertThat(end.why()).contains("did not end within 1 s");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sleep 600 & sleep 600 & wait", // children
                "(sleep 600 &) ; sleep 600", // a child whose parent has gone
                "setsid sh -c 'sleep 600 & sleep 600' & sleep 600", // a session of its own
                "env -i setsid true; (env -i sh -c 'sleep 600 & sleep 600' &); sleep 600" // without its marked
                // environment
            })
    void forkedChildrenAreEndedAsWell(String script) {
        run(Duration.ofSeconds(1), "sh", "-c", script);

        assertThat(sleepers()).isZero();
    }

    @Test
    void whatStaysBehindAGoodEndIsEndedAsWell() {
        CommandEnd end = run(LONG, "sh", "-c", "(sleep 600 &); echo done");

        assertThat(end.how()).isEqualTo(How.SUCCEEDED);
        assertThat(sleepers()).isZero();
    }

    @Test
    void cancellingEndsAllProcesses() {
        Disposable running = runner.run(command(LONG, "sh", "-c", "(sleep 600 &); touch begun; sleep 600"))
                .subscribe();
        await().until(() -> Files.exists(folder.resolve("work/begun")));

        running.dispose();
        runner.close().block(LONG);

        assertThat(sleepers()).isZero();
    }

    @Test
    void aProcessThatGotAwayKeepsNoOtherCommandFromRunning() throws IOException {
        CommandRunner one = new CommandRunner(1, Duration.ofSeconds(1));
        String away = "(env -i setsid sh -c ': > away; exec sleep 30' &); until [ -e away ]; do sleep 0.01; done";
        try {
            for (int i = 0; i < 2; i++) {
                Files.deleteIfExists(folder.resolve("work/away"));
                one.run(command(LONG, "sh", "-c", away)).block(Duration.ofSeconds(10));
            }

            CommandEnd end = one.run(command(LONG, "echo", "out")).block(Duration.ofSeconds(10));
            one.close().block(Duration.ofSeconds(10));

            assertThat(end).isEqualTo(new CommandEnd(How.SUCCEEDED, 0, ""));
            assertThat(folder.resolve("log/stdout.log")).hasContent("out");
        } finally {
            ProcessHandle.allProcesses().filter(this::isHere).forEach(ProcessHandle::destroyForcibly);
        }
    }

    @Test
    void aFullDiskCostsTheLogNotTheCommand() throws IOException {
        Files.createDirectories(folder.resolve("log"));
        Files.createSymbolicLink(folder.resolve("log/stdout.log"), Path.of("/dev/full"));

        CommandEnd end = run(LONG, "head", "-c", "1000000", "/dev/zero");

        assertThat(end).isEqualTo(new CommandEnd(How.SUCCEEDED, 0, ""));
    }

    @Test
    void oneGibibyteOfOutputIsCut() throws IOException {
        CommandEnd end = run(LONG, "sh", "-c", "echo first; head -c 1073741824 /dev/zero; echo; echo last");

        Path log = folder.resolve("log/stdout.log");
        assertThat(end.how()).isEqualTo(How.SUCCEEDED);
        assertThat(Files.size(log)).isBetween((long) BoundedLog.HEAD, BoundedLog.HEAD + BoundedLog.TAIL + 200L);
        assertThat(Files.readString(log))
                .startsWith("first\n")
                .contains("bytes of output are left out here]")
                .endsWith("\nlast\n");
    }

    private CommandEnd run(Duration timeout, String... words) {
        return Objects.requireNonNull(runner.run(command(timeout, words)).block(LONG));
    }

    private Command command(Duration timeout, String... words) {
        Map<String, String> environment = new HashMap<>();
        environment.put("PATH", System.getenv("PATH"));
        environment.put("COLOUR", "red");
        return new Command(id, List.of(words), environment, folder.resolve("work"), folder.resolve("log"), timeout);
    }

    /** Processes that run in this test's folder. */
    private long sleepers() {
        return ProcessHandle.allProcesses().filter(this::isHere).count();
    }

    private boolean isHere(ProcessHandle process) {
        try {
            return Files.readSymbolicLink(Path.of("/proc/" + process.pid() + "/cwd"))
                    .startsWith(folder.toRealPath());
        } catch (IOException e) {
            return false;
        }
    }
}
