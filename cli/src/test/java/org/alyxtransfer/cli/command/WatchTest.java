package org.alyxtransfer.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.alyxtransfer.automation.report.Delivery;
import org.alyxtransfer.automation.report.Outbox;
import org.alyxtransfer.automation.report.OutboxSettings;
import org.alyxtransfer.cli.CommandRun;
import org.alyxtransfer.cli.CommandRun.Desk;
import org.alyxtransfer.cli.frame.Interruption;
import org.alyxtransfer.cli.sandbox.RunningSandbox;
import org.alyxtransfer.sandbox.generate.GenerateSettings;
import org.alyxtransfer.sandbox.generate.GeneratedSession;
import org.alyxtransfer.sandbox.generate.SessionGenerator;
import org.alyxtransfer.sandbox.mail.StoredMail;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The watcher against a real Samba, a stand-in Alyx and a file server, running real commands. */
@Tag("samba")
@NullUnmarked // block() is @Nullable where it never is null here
class WatchTest {
    private static final String SESSION = "COGP-003/2022-01-11/001";

    @TempDir
    Path home;

    private RunningSandbox sandbox;
    private Desk desk;

    @BeforeEach
    void start() throws IOException {
        sandbox = RunningSandbox.start(null, home.resolve("mails"));
        Path profile =
                Files.createDirectories(home.resolve(".config/alyx-transfer")).resolve("default.yaml");
        Files.writeString(profile, sandbox.access().profile());
        Files.setPosixFilePermissions(profile, PosixFilePermissions.fromString("rw-------"));
        desk = Desk.at(home).with("PATH", System.getenv("PATH")).with("ALYX_TRANSFER_WATCH_POLL_SECONDS", "1");
    }

    @AfterEach
    void end() throws IOException {
        sandbox.close();
    }

    @Test
    void anUploadedSessionIsFetchedRunOnAndReportedOnce() throws IOException {
        GeneratedSession made = generate();
        rule(
                "trials",
                "alyx: {subject: COGP-003, since: 2020-01-01, settle-seconds: 0}",
                "sh",
                "-c",
                "ls -R {session_folder} | grep table; rm -r {session_folder}; touch left");
        desk.run(
                "upload",
                "rig",
                "--create-sessions",
                "--project",
                sandbox.access().project());

        CommandRun first = desk.run("watch", "--once", "trials.yaml");
        CommandRun second = desk.run("watch", "--once", "trials.yaml");

        assertThat(first.exit()).isZero();
        assertThat(first.out()).contains("1 run. Waiting: 0");
        assertThat(second.out()).contains("1 run. Waiting: 0");
        assertThat(printed()).isEqualTo("_ibl_trials.table.pqt\n");
        assertThat(sandbox.mails().mails())
                .extracting(StoredMail::to, StoredMail::subject)
                .containsExactly(tuple("lab@example.org", "[alyx-transfer] trials succeeded: COGP-003 2022-01-11 001"));
        assertThat(made.folder()).isDirectoryContaining(path -> path.endsWith("alf"));
    }

    @Test
    void aFlaggedSessionOfTheRigIsUploadedAndItsFlagGoes() throws IOException {
        GeneratedSession made = generate();
        Path flag = Files.writeString(made.folder().resolve("transfer_me.flag"), "");
        Files.writeString(
                home.resolve("rig.yaml"),
                "rule: rig\ntrigger:\n  folder: {path: " + home.resolve("rig")
                        + ", flag: transfer_me.flag, create-sessions: true}\n");

        CommandRun watch = desk.run("watch", "--once", "rig.yaml");
        CommandRun datasets = desk.run("datasets", "--session", SESSION, "--urls");

        assertThat(watch.exit()).isZero();
        assertThat(datasets.out().lines()).hasSize(made.files().size());
        assertThat(flag).doesNotExist();
    }

    @Test
    void aFlaggedSessionOfWhichNothingIsUploadedKeepsItsFlag() throws IOException {
        Path session = Files.createDirectories(home.resolve("rig").resolve(SESSION));
        Path flag = Files.writeString(session.resolve("transfer_me.flag"), "");
        Files.writeString(session.resolve(".DS_Store"), "junk");
        Files.writeString(
                home.resolve("rig.yaml"),
                "rule: rig\ntrigger:\n  folder: {path: " + home.resolve("rig")
                        + ", flag: transfer_me.flag, create-sessions: true}\n");

        CommandRun watch = desk.run("watch", "--once", "rig.yaml");

        assertThat(watch.out()).contains("1 failed and will be tried again");
        assertThat(watch.exit()).isEqualTo(3);
        assertThat(flag).exists();
    }

    @Test
    void workThatFailedIsNotToldAsDone() throws IOException {
        GeneratedSession made = generate();
        Path flag = Files.writeString(made.folder().resolve("transfer_me.flag"), "");
        Files.writeString(
                home.resolve("rig.yaml"),
                "rule: rig\ntrigger:\n  folder: {path: " + home.resolve("rig") + ", flag: transfer_me.flag}\n");

        CommandRun watch =
                desk.run("watch", "--once", "rig.yaml"); // Alyx has no such session, and it may not be created

        assertThat(watch.out()).contains("1 failed and will be tried again");
        assertThat(watch.exit()).isEqualTo(3);
        assertThat(flag).exists();
    }

    @Test
    void aFlagFileOnTheShareStartsARun() throws IOException {
        generate();
        rule(
                "flagged",
                "share: {files: [analyse.flag], stable-polls: 2}",
                "sh",
                "-c",
                "echo ran on $ALYX_TRANSFER_SUBJECT");
        desk.run(
                "upload",
                "rig",
                "--create-sessions",
                "--project",
                sandbox.access().project());
        desk.run("watch", "--once", "flagged.yaml");
        Path flag = Files.writeString(
                Files.createDirectories(home.resolve("flag").resolve(SESSION)).resolve("analyse.flag"), "now");

        desk.run("upload", "flag", "--no-register", "--naming", "plain");
        CommandRun watch = desk.run("watch", "--once", "flagged.yaml");

        assertThat(flag).exists();
        assertThat(watch.exit()).isZero();
        assertThat(printed()).isEqualTo("ran on COGP-003\n");
    }

    @Test
    void theShareTellsOfANewFlagLongBeforeTheNextLook() throws Exception {
        generate();
        rule("flagged", "share: {files: [look*.flag], stable-polls: 1}", "echo", "ran");
        desk.run(
                "upload",
                "rig",
                "--create-sessions",
                "--project",
                sandbox.access().project());
        desk.run("watch", "--once", "flagged.yaml");
        Desk patient = desk.with("ALYX_TRANSFER_WATCH_POLL_SECONDS", "3600").with("ALYX_TRANSFER_WATCH_PORT", "0");
        Interruption stop = new Interruption();
        CompletableFuture<CommandRun> watching =
                CompletableFuture.supplyAsync(() -> patient.run(stop, "watch", "flagged.yaml"));
        AtomicInteger flags = new AtomicInteger();

        await().atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofSeconds(2))
                .until(() -> {
                    Path folder = Files.createDirectories(home.resolve("flag").resolve(SESSION));
                    Files.writeString(folder.resolve("look" + flags.incrementAndGet() + ".flag"), "now");
                    desk.run("upload", "flag", "--no-register", "--naming", "plain");
                    return printed().contains("ran\n");
                });
        stop.ask();

        assertThat(watching.get().exit()).isEqualTo(130);
    }

    @Test
    void aWatcherThatIsKilledGoesOnWithoutASecondRunOrReport() throws Exception {
        generate();
        String began = home.resolve("began").toString();
        rule(
                "trials",
                "alyx: {subject: COGP-003, since: 2020-01-01, settle-seconds: 0}",
                "sh",
                "-c",
                "if [ -e " + began + " ]; then echo again; else touch " + began + "; sleep 600; fi");
        desk.run(
                "upload",
                "rig",
                "--create-sessions",
                "--project",
                sandbox.access().project());
        Process watcher = process("watch", "trials.yaml");
        await().atMost(Duration.ofSeconds(90)).until(() -> Files.exists(home.resolve("began")));
        watcher.destroyForcibly().waitFor();

        CommandRun next = desk.run("watch", "--once", "trials.yaml");
        CommandRun last = desk.run("watch", "--once", "trials.yaml");

        assertThat(next.out()).contains("1 run. Waiting: 0");
        assertThat(last.out()).contains("1 run. Waiting: 0");
        assertThat(printed()).isEqualTo("again\n");
        assertThat(ProcessHandle.allProcesses().filter(this::isHere)).isEmpty();
        assertThat(deliveries()).hasSize(1);
        assertThat(sandbox.mails().mails()).hasSize(1);
    }

    /** What the outbox has of the only run. */
    private List<Delivery> deliveries() throws IOException {
        Path state = home.resolve(".local/state/alyx-transfer/watch/default");
        try (Stream<Path> runs = Files.list(state.resolve("runs/trials"));
                Outbox outbox = Outbox.open(
                        state.resolve("outbox.sqlite"), List.of(), OutboxSettings.DEFAULT, Clock.systemUTC())) {
            String folder = runs.map(run -> run.getFileName().toString())
                    .reduce((one, other) -> one + other)
                    .orElseThrow();
            return outbox.deliveries(folder.substring(folder.lastIndexOf('_') + 1))
                    .block(Duration.ofSeconds(10));
        }
    }

    private Process process(String... words) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = new ArrayList<>(
                List.of(java, "-cp", System.getProperty("java.class.path"), "org.alyxtransfer.cli.Main"));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("watch.log").toFile());
        builder.environment().put("HOME", home.toString());
        builder.environment().put("ALYX_TRANSFER_WATCH_PORT", "0");
        return builder.start();
    }

    private boolean isHere(ProcessHandle process) {
        try {
            return Files.readSymbolicLink(Path.of("/proc/" + process.pid() + "/cwd"))
                    .startsWith(home.toRealPath());
        } catch (IOException e) {
            return false;
        }
    }

    private GeneratedSession generate() throws IOException {
        return SessionGenerator.generate(GenerateSettings.small(
                        home.resolve("rig"), sandbox.access().lab(), List.of("COGP-003"), LocalDate.of(2022, 1, 11), 7))
                .get(0);
    }

    private void rule(String name, String trigger, String... command) throws IOException {
        String words = Stream.of(command).map(word -> "'" + word + "'").toList().toString();
        Files.writeString(
                home.resolve(name + ".yaml"),
                "rule: " + name + "\ntrigger:\n  " + trigger + "\naction:\n  command: " + words
                        + "\nreports: {mail: [lab@example.org]}\n");
    }

    /** What the commands of all runs printed. */
    private String printed() throws IOException {
        StringBuilder text = new StringBuilder();
        if (Files.notExists(home.resolve(".local/state/alyx-transfer/watch/default/runs"))) {
            return "";
        }
        try (Stream<Path> files = Files.walk(home.resolve(".local/state/alyx-transfer/watch/default/runs"))) {
            for (Path log : files.filter(file -> file.endsWith("stdout.log")).toList()) {
                text.append(Files.readString(log));
            }
        }
        return text.toString();
    }
}
