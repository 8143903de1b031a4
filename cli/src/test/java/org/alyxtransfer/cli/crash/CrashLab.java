package org.alyxtransfer.cli.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.alyxtransfer.cli.CommandRun;
import org.alyxtransfer.cli.CommandRun.Desk;
import org.alyxtransfer.cli.sandbox.RunningSandbox;
import org.alyxtransfer.sandbox.alyx.AlyxState;
import org.alyxtransfer.sandbox.alyx.Misbehaviour;

/** A real smbd, a file server and a stand-in Alyx, as slow as real ones where it matters; and homes to type in. */
final class CrashLab implements AutoCloseable {
    /** So that a run lasts long enough to be killed within. */
    static final List<String> SLOWLY = List.of("--bwlimit", "4M");

    private static final LocalDate FIRST_DAY = LocalDate.of(2022, 1, 1);

    private final Path folder;
    private final Program program;
    private final RunningSandbox sandbox;
    private int uploadSpan;
    private int downloadSpan;
    private int homes;
    private int days;

    private CrashLab(Path folder, Program program, RunningSandbox sandbox) {
        this.folder = folder;
        this.program = program;
        this.sandbox = sandbox;
    }

    /** Starts all parts; some seconds. */
    static CrashLab start(Path folder) throws IOException {
        CrashLab lab = new CrashLab(folder, new Program(folder), RunningSandbox.start(null));
        // Two registrations of one file within this window would leave a duplicate.
        lab.alyx().registrationCost(Duration.ofMillis(10)).raceWindow(Duration.ofMillis(30));
        return lab;
    }

    /** An upload of a day that nobody has uploaded yet. */
    ShareRound upload(String naming, String client) throws IOException {
        Path home = home();
        return ShareRound.upload(this, home, Originals.record(home.resolve("rig"), nextDay()), naming, client);
    }

    /** A registration of a day that somebody has copied to the share, and made sessions of. */
    ShareRound register() throws IOException {
        Path home = home();
        Originals originals = Originals.record(home.resolve("rig"), nextDay());
        for (var original : originals.files().entrySet()) {
            Path copy = share().resolve(original.getKey());
            Files.createDirectories(copy.getParent());
            Files.copy(original.getValue(), copy);
        }
        String[] day = originals.day().split("/");
        for (String number : List.of("1", "2")) {
            CommandRun made =
                    Desk.at(home).run("session", "create", "--subject", day[0], "--date", day[1], "--number", number);
            assertThat(made.exit()).isZero();
        }
        return ShareRound.register(this, home, originals);
    }

    private String nextDay() {
        return "COGP-003/" + FIRST_DAY.plusDays(days++);
    }

    /** A download of these files, which are on the share, into a folder of its own. */
    DownloadRound download(Originals originals) throws IOException {
        return new DownloadRound(this, home(), originals);
    }

    /** How long an undisturbed upload takes here and now, in milliseconds. */
    int uploadSpan() {
        return uploadSpan;
    }

    /** The same of a download. */
    int downloadSpan() {
        return downloadSpan;
    }

    /** Uploads a day without disturbance. */
    Originals uploaded() throws IOException, InterruptedException {
        ShareRound round = upload("uuid", "reactive");
        undisturbed(round, program.archiving());
        return round.originals;
    }

    /** Times runs that are as fast as those that will be killed: the one that archived its classes took twice as long. */
    void measure(Originals uploaded) throws IOException, InterruptedException {
        uploadSpan = undisturbed(upload("uuid", "reactive"), List.of());
        downloadSpan = undisturbed(download(uploaded), List.of());
    }

    /** In milliseconds, from the opening of its job. */
    private static int undisturbed(Round round, List<String> options) throws IOException, InterruptedException {
        Victim run = round.run(options, SLOWLY);
        assertThat(run.end()).as(run.said()).isZero();
        return run.span();
    }

    private Path home() throws IOException {
        return Round.home(folder, homes++, sandbox.access().profile());
    }

    Program program() {
        return program;
    }

    /** The subjects' folder, as smbd's disk has it. */
    Path share() {
        return Path.of(sandbox.access().storageFolder());
    }

    AlyxState state() {
        return sandbox.alyx().state();
    }

    Misbehaviour alyx() {
        return sandbox.alyx().misbehave();
    }

    String project() {
        return sandbox.access().project();
    }

    String name() {
        return sandbox.access().lab();
    }

    @Override
    public void close() throws IOException {
        sandbox.close();
    }
}
