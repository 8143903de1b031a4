package org.alyxtransfer.cli.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.alyxtransfer.cli.sandbox.RunningSandbox;
import org.alyxtransfer.sandbox.alyx.AlyxState;
import org.alyxtransfer.sandbox.alyx.Misbehaviour;

/** A real smbd, a file server and a stand-in Alyx, as slow as real ones where it matters; and homes to type in. */
final class CrashLab implements AutoCloseable {
    private static final List<String> SUBJECTS = List.of("COGP-001", "COGP-002", "COGP-003", "COGP-004");
    private static final int DAYS = 31;

    private final Path folder;
    private final Program program;
    private final RunningSandbox sandbox;
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
    UploadRound upload(String naming, String client) throws IOException {
        Path home = home();
        String day = "%s/2022-01-%02d".formatted(SUBJECTS.get(days / DAYS), days++ % DAYS + 1);
        return new UploadRound(this, home, Originals.record(home.resolve("rig"), day), naming, client);
    }

    /** A download of these files, which are on the share, into a folder of its own. */
    DownloadRound download(Originals originals) throws IOException {
        return new DownloadRound(this, home(), originals);
    }

    /** Uploads a day without disturbance. */
    Originals uploaded() throws IOException, InterruptedException {
        UploadRound round = upload("uuid", "reactive");
        Victim upload = round.run(program.archiving(), List.of());
        assertThat(upload.end()).as(upload.said()).isZero();
        return round.originals;
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
