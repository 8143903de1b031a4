package org.alyxtransfer.cli.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.alyxtransfer.journal.JobSummary;
import org.alyxtransfer.journal.JobSummary.State;
import org.alyxtransfer.journal.Jobs;

/** One job that is killed again and again, and what holds of it all the while. */
abstract class Round {
    final Originals originals;
    private final Program program;
    private final Path home;
    private final List<String> command;

    /**
     * Starts nothing yet.
     *
     * @param command what a person would type
     */
    Round(Program program, Path home, Originals originals, List<String> command) {
        this.program = program;
        this.home = home;
        this.originals = originals;
        this.command = new ArrayList<>(command);
        this.command.addAll(List.of("--json", "--no-progress", "--set", "transfer.mark-bytes=" + Originals.MARK));
    }

    /** What holds at any moment, however the program ended. */
    abstract void isSound() throws IOException;

    /** All files are where they belong, and nothing else. */
    abstract void isComplete() throws IOException;

    /** How many requests to register were made by this round so far. */
    abstract long posted();

    /** Runs the command once more, with these options of Java or of the command. */
    Victim run(List<String> options, List<String> more) throws IOException {
        List<String> arguments = new ArrayList<>(command);
        arguments.addAll(more);
        return Victim.start(home, program.command(options, arguments));
    }

    /**
     * Runs it until a durable step of the so-manieth file, such as {@code before:VERIFIED:2}; false when the job was done
     * without that step.
     */
    boolean isHaltedAt(String moment) throws IOException, InterruptedException {
        Victim victim = run(List.of("-Dalyx-transfer.test.halt=" + moment), List.of("--files-in-flight", "2"));
        int exit = victim.end();
        assertThat(exit).as("%s:%n%s", moment, victim.said()).isIn(Victim.KILLED, 0);
        isSound();
        return exit == Victim.KILLED;
    }

    /** Ends the job without disturbance; then there is nothing left to do. */
    void finish() throws IOException, InterruptedException {
        Victim last = run(List.of(), List.of());
        assertThat(last.end()).as(last.said()).isZero();
        isSound();
        isComplete();
        long posted = posted();
        Victim idle = run(List.of(), List.of());
        assertThat(idle.end()).as(idle.said()).isZero();
        JsonNode summary = idle.summary();
        assertThat(summary.path("moved").asLong()).as(idle.said()).isZero();
        assertThat(summary.path("done").asLong()).as(idle.said()).isZero();
        assertThat(posted()).as("registrations of a run that had nothing to do").isEqualTo(posted);
        assertThat(jobs().list()).extracting(JobSummary::state).containsOnly(State.DONE);
    }

    final Jobs jobs() {
        return new Jobs(home.resolve(".local/state/alyx-transfer"));
    }

    /** No file under a final name differs from its original; gives them by the name on the rig. */
    final Map<String, Path> wholeFiles(Path root) throws IOException {
        Map<String, Path> found = new HashMap<>();
        for (Path file : Folders.visible(root.resolve(originals.day()))) {
            String name = Folders.name(root, file);
            assertThat(originals.areThose(name, file)).as("%s is whole", file).isTrue();
            assertThat(found.put(name, file)).as("one file of %s", name).isNull();
        }
        return found;
    }

    /** What the journal takes for done. */
    final List<String> done() {
        List<String> done = new ArrayList<>();
        for (JobSummary job : readableJobs()) {
            jobs().ended(job.id(), (session, file) -> {
                if (file.outcome().equals("Done")) {
                    done.add(session + "/" + file.path());
                }
            });
        }
        return done;
    }

    /** A job that was killed as it began has no tables yet; the next run makes them. */
    final List<JobSummary> readableJobs() {
        return jobs().list().stream()
                .filter(job -> job.state() != State.DAMAGED)
                .toList();
    }

    static Path home(Path folder, int number, String profile) throws IOException {
        Path home = folder.resolve("home" + number);
        Path settings = Files.createDirectories(home.resolve(".config/alyx-transfer"));
        Path file = settings.resolve("default.yaml");
        Files.writeString(file, profile);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return home;
    }
}
