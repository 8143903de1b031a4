package org.alyxtransfer.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.alyxtransfer.cli.frame.Invocation;
import org.alyxtransfer.cli.output.Figures;
import org.alyxtransfer.cli.output.Output;
import org.alyxtransfer.cli.output.Table;
import org.alyxtransfer.cli.sandbox.SandboxAccess;
import org.alyxtransfer.dataset.TimeSpan;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.sandbox.generate.GenerateSettings;
import org.alyxtransfer.sandbox.generate.GeneratedSession;
import org.alyxtransfer.sandbox.generate.SessionGenerator;

/** From an empty lab to verified downloads and mailed results: set up, create, upload, register, query, download, watch. */
public final class Demo {
    private static final LocalDate FROM = LocalDate.of(2022, 1, 1);
    private static final LocalDate TO = LocalDate.of(2022, 1, 31);
    private static final int FILES_PER_SESSION = 22;
    private static final long SEED = 2022;

    private final Invocation invocation;
    private final SandboxAccess sandbox;
    private final Path output;
    private final Extent extent;
    private final Typist typist;
    private final List<Step> steps = new ArrayList<>();

    private record Step(String what, long files, long bytes, Duration time) {}

    /** A part of the demo that can fail as files can. */
    @FunctionalInterface
    private interface Work {
        void run() throws IOException;
    }

    public Demo(Invocation invocation, SandboxAccess sandbox, Path output, Extent extent) {
        this.invocation = invocation;
        this.sandbox = sandbox;
        this.output = output;
        this.extent = extent;
        this.typist = new Typist(invocation, output.resolve("settings"), sandbox.environment());
    }

    /** Runs all of it; fails at the first thing that is not as it should be. */
    public void run() throws IOException {
        title("Set up: the connection of this computer, once");
        step("set up", 0, 0, this::setUp);
        title("On the rig: data of " + Figures.count(extent.subjects().size(), "subject")
                + " over January 2022 (made up)");
        List<GeneratedSession> sessions = generate();
        long files =
                sessions.stream().mapToLong(session -> session.files().size()).sum();
        long bytes = sessions.stream().mapToLong(GeneratedSession::bytes).sum();
        title("Create the sessions in Alyx");
        step("create sessions", sessions.size(), 0, () -> create(sessions));
        title("Upload to the share, verify, register");
        step("upload, verify, register", files, bytes, () -> typist.type("upload", rig().toString()));
        title("The same again moves nothing");
        step("the same again", 0, 0, () -> typist.type("upload", rig().toString()));
        title("What happens by itself: new sessions are fetched, analysed, and the results mailed");
        ResultsByMail results = new ResultsByMail(invocation.output(), typist, output, sandbox);
        step("watch, analyse, mail", 0, 0, () -> results.arrive(extent.watched(), extent.sessionsPerSubject()));
        title("Query by subject and date");
        step("query", 0, 0, () -> query(sessions));
        title("Download from the file server, in parallel ranges");
        Path downloads = output.resolve("downloads");
        step(
                "download, verify",
                files,
                bytes,
                () -> typist.type(
                        "download", "--from", FROM.toString(), "--to", TO.toString(), "--into", downloads.toString()));
        title("Compare all MD5s with the originals");
        step("compare with the originals", files, bytes, () -> compare(downloads, files));
        summarise();
    }

    private void setUp() {
        typist.type(
                "setup",
                "--alyx-url",
                sandbox.alyxUrl(),
                "--alyx-user",
                sandbox.alyxUser(),
                "--repository",
                sandbox.repository(),
                "--storage-url",
                sandbox.storageUrl(),
                "--storage-user",
                sandbox.storageUser(),
                "--http-url",
                sandbox.httpUrl(),
                "--http-user",
                sandbox.httpUser(),
                "--no-input");
    }

    private List<GeneratedSession> generate() throws IOException {
        List<GeneratedSession> sessions = new ArrayList<>();
        long before = System.nanoTime();
        sessions.addAll(SessionGenerator.generate(new GenerateSettings(
                output.resolve("rig"),
                sandbox.lab(),
                extent.subjects(),
                FROM,
                TO,
                extent.sessionsPerSubject(),
                FILES_PER_SESSION,
                extent.sizes(),
                SEED)));
        long files =
                sessions.stream().mapToLong(session -> session.files().size()).sum();
        long bytes = sessions.stream().mapToLong(GeneratedSession::bytes).sum();
        steps.add(new Step("make up data", files, bytes, Duration.ofNanos(System.nanoTime() - before)));
        say(Figures.count(files, "file") + ", " + Figures.bytes(bytes) + ", in " + rig());
        return sessions;
    }

    private void create(List<GeneratedSession> sessions) {
        for (int i = 0; i < sessions.size(); i++) {
            String[] command = {
                "session",
                "create",
                "--subject",
                sessions.get(i).id().subject(),
                "--date",
                sessions.get(i).id().date().toString(),
                "--number",
                Integer.toString(sessions.get(i).id().number()),
                "--project",
                sandbox.project()
            };
            if (i == 0) {
                typist.type(command);
            } else {
                typist.typeQuietly(command);
            }
        }
        say("… and " + (sessions.size() - 1) + " more like it.");
    }

    private void query(List<GeneratedSession> sessions) {
        String subject = extent.watched();
        typist.type("session", "list", "--subject", subject, "--from", FROM.toString(), "--to", TO.toString());
        String session = sessions.stream()
                .filter(made -> made.id().subject().equals(subject))
                .findFirst()
                .orElseThrow()
                .id()
                .folder();
        typist.typeShowing(4, "datasets", "--session", session);
    }

    private void compare(Path downloads, long files) throws IOException {
        List<String> unlike = Originals.unlike(output.resolve("rig"), downloads);
        if (!unlike.isEmpty()) {
            throw new TransferException(
                    Kind.CORRUPT, "demo", unlike.size() + " downloaded files are not like the originals: " + unlike);
        }
        say("All " + files + " downloaded files have the MD5s of the originals.");
    }

    private void step(String what, long files, long bytes, Work work) throws IOException {
        long before = System.nanoTime();
        work.run();
        steps.add(new Step(what, files, bytes, Duration.ofNanos(System.nanoTime() - before)));
    }

    private void summarise() throws IOException {
        title("Summary");
        Table table = new Table("STEP", ">FILES", ">SIZE", ">TIME", ">SPEED");
        for (Step step : steps) {
            double seconds = step.time().toNanos() / 1e9;
            table.row(
                    step.what(),
                    step.files() == 0 ? "" : step.files(),
                    step.bytes() == 0 ? "" : Figures.bytes(step.bytes()),
                    TimeSpan.shown(step.time()),
                    step.bytes() == 0 ? "" : Figures.speed(step.bytes() / seconds));
            invocation
                    .output()
                    .emit(
                            "step",
                            Map.of(
                                    "step", step.what(),
                                    "files", step.files(),
                                    "bytes", step.bytes(),
                                    "seconds", seconds));
        }
        invocation.output().say(table);
        Files.write(output.resolve("summary.txt"), table.lines());
        say("");
        say("Originals   " + rig());
        say("Share       " + sandbox.storageFolder());
        say("Downloads   " + output.resolve("downloads"));
        say("Mails       " + Path.of(sandbox.mailFolder()).resolve("index.html"));
        say("Profile     " + output.resolve("settings"));
        say("Summary     " + output.resolve("summary.txt"));
    }

    private Path rig() {
        return output.resolve("rig").resolve(sandbox.lab()).resolve("Subjects");
    }

    private void title(String text) {
        say("");
        say("== " + text);
    }

    private void say(String line) {
        Output out = invocation.output();
        out.say(line);
    }
}
