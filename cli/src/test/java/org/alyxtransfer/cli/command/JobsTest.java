package org.alyxtransfer.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.alyxtransfer.cli.CommandRun;
import org.alyxtransfer.cli.CommandRun.Desk;
import org.alyxtransfer.journal.FileCount;
import org.alyxtransfer.journal.Job;
import org.alyxtransfer.journal.JobSummary;
import org.alyxtransfer.journal.JobSummary.State;
import org.alyxtransfer.journal.Jobs;
import org.alyxtransfer.sandbox.alyx.AlyxServer;
import org.alyxtransfer.sandbox.alyx.AlyxSettings;
import org.alyxtransfer.sandbox.alyx.Failure;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Jobs as a user meets them: uploads to a folder, with an Alyx that does not always answer well. */
class JobsTest {
    private static final String TRIALS = "rig/COGP-003/2022-01-11/001/alf/_ibl_trials.table.pqt";
    private static final String SECRET = "planted-Secret-0815";

    @TempDir
    Path home;

    private AlyxServer alyx;
    private Desk desk;

    @BeforeEach
    void start() throws IOException {
        alyx = Objects.requireNonNull(AlyxServer.start(AlyxSettings.defaults().withUser("alyx_user", SECRET))
                .block());
        Files.createDirectories(home.resolve("share"));
        write(TRIALS, "trials");
        desk = Desk.at(home)
                .with("ALYX_PASSWORD", SECRET)
                .with("SMB_PASSWORD", SECRET)
                .with("ALYX_TRANSFER_ALYX_URL", alyx.baseUrl())
                .with("ALYX_TRANSFER_ALYX_USER", "alyx_user")
                .with("ALYX_TRANSFER_ALYX_REPOSITORY", "local_smb")
                .with("ALYX_TRANSFER_STORAGE_URL", home.resolve("share").toUri().toString());
    }

    @AfterEach
    void end() {
        alyx.stop().block();
    }

    @Test
    void theSameCommandContinuesAnOpenJobAndSaysSo() {
        alyx.misbehave().failNext(1, "POST /register-file", Failure.JSON_500);
        CommandRun first = upload();
        String job = only().id();

        CommandRun second = upload();

        assertThat(first.exit()).isEqualTo(8);
        assertThat(first.out()).contains("Job " + job + " stays open");
        assertThat(second.exit()).isZero();
        assertThat(second.out()).contains("Continues job " + job);
        assertThat(only().state()).isEqualTo(State.DONE);
    }

    @Test
    void resumeMovesNothingThatWasMoved() {
        alyx.misbehave().failNext(1, "POST /register-file", Failure.JSON_500);
        upload();

        CommandRun resumed = desk.run("jobs", "resume", only().id(), "--json");

        JsonNode summary = resumed.objects("summary").get(0);
        assertThat(resumed.exit()).isZero();
        assertThat(summary.path("done").asInt()).isEqualTo(1);
        assertThat(summary.path("moved").asLong()).isZero();
    }

    @Test
    void resumeRefusesAnotherServerThanTheJobs() {
        alyx.misbehave().failNext(1, "POST /register-file", Failure.JSON_500);
        upload();

        CommandRun resumed =
                desk.with("ALYX_TRANSFER_ALYX_URL", "http://127.0.0.1:9").run("jobs", "resume", only().id());

        assertThat(resumed.exit()).isEqualTo(2);
        assertThat(resumed.err()).contains("alyx.url was " + alyx.baseUrl(), "nothing was done");
    }

    @Test
    void resumeWithADryRunChangesNothing() {
        alyx.misbehave().failNext(1, "POST /register-file", Failure.JSON_500);
        upload();

        CommandRun resumed = desk.run("jobs", "resume", only().id(), "--dry-run");

        assertThat(resumed.exit()).isZero();
        assertThat(resumed.out()).contains("--dry-run");
        assertThat(alyx.state().datasetCount()).isZero();
        assertThat(only().state()).isEqualTo(State.OPEN);
    }

    @Test
    void resumeTakesTodaysSettingsInThePlaceOfTheJobs() {
        alyx.misbehave().failNext(1, "POST /register-file", Failure.JSON_500);
        desk.run("-v", "--set", "smb.lanes=3", "upload", "rig", "--create-sessions", "--set", "smb.workers=5");

        CommandRun refused = desk.run("jobs", "resume", only().id(), "--set", "smb.lanes=many", "-v", "--no-progress");
        CommandRun resumed = desk.run("jobs", "resume", only().id(), "-v", "--set", "smb.lanes=4");

        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.err()).contains("smb.lanes", "many");
        assertThat(resumed.exit()).isZero();
    }

    @Test
    void resumeTakesTodaysAuthorities() throws IOException {
        alyx.misbehave().failNext(1, "POST /register-file", Failure.JSON_500);
        upload();
        write("elsewhere/ca.pem", "no certificate");

        CommandRun resumed = desk.run("jobs", "resume", only().id(), "--ca-file", "elsewhere/ca.pem");

        assertThat(resumed.exit()).isEqualTo(2);
        assertThat(resumed.err()).contains("ca.pem");
    }

    @Test
    void resumeRefusesAnotherProfileThanTheJobs() throws IOException {
        write(".config/alyx-transfer/rig.yaml", "storage:\n  naming: uuid\n");
        write(".config/alyx-transfer/other.yaml", "storage:\n  naming: uuid\n");
        alyx.misbehave().failNext(1, "POST /register-file", Failure.JSON_500);
        desk.run("upload", "rig", "--create-sessions", "--profile", "rig");

        CommandRun other = desk.run("jobs", "resume", only().id(), "--profile", "other");
        State afterwards = only().state();
        CommandRun same = desk.run("jobs", "resume", only().id(), "--profile", "rig");

        assertThat(other.exit()).isEqualTo(2);
        assertThat(other.err()).contains("--profile other", "--profile rig", "nothing was done");
        assertThat(afterwards).isEqualTo(State.OPEN);
        assertThat(same.exit()).isZero();
    }

    @Test
    void aRunThatHadNothingToDoLeavesNoJob() {
        upload();
        upload();

        assertThat(jobs().list()).singleElement().satisfies(job -> assertThat(job.outcomes())
                .containsEntry("Done", new FileCount(1, 6)));
    }

    @Test
    void showAndReportTellWhatKeepsAJob() {
        alyx.misbehave().failNext(1, "POST /register-file", Failure.JSON_500);
        upload();
        String job = only().id();

        CommandRun list = desk.run("jobs", "list");
        CommandRun show = desk.run("jobs", "show", job);
        CommandRun report = desk.run("jobs", "report", job, "--json");

        assertThat(list.out()).contains(job, "open", "upload rig");
        assertThat(show.out()).contains("sent and checked", "_ibl_trials.table.pqt", "jobs resume " + job);
        assertThat(report.exit()).isEqualTo(3);
        assertThat(report.objects("file"))
                .singleElement()
                .satisfies(file -> assertThat(file.path("step").asText()).isEqualTo("VERIFIED"));
    }

    @Test
    void reportTellsDigestAndDatasetOfWhatIsDone() {
        upload();

        CommandRun report = desk.run("jobs", "report", only().id(), "--json");

        JsonNode file = report.objects("file").get(0);
        assertThat(report.exit()).isZero();
        assertThat(file.path("md5").asText()).hasSize(32);
        assertThat(file.path("dataset").asText())
                .isEqualTo(alyx.state().datasets().get(0).id());
    }

    @Test
    void openJobsAreCleanedByForceOnly() {
        alyx.misbehave().failNext(1, "POST /register-file", Failure.JSON_500);
        upload();
        String job = only().id();

        CommandRun refused = desk.run("jobs", "clean", job);
        CommandRun forced = desk.run("jobs", "clean", job, "--force");

        assertThat(refused.exit()).isEqualTo(7);
        assertThat(forced.exit()).isZero();
        assertThat(jobs().list()).isEmpty();
    }

    @Test
    void aJobThatAnotherProcessWorksOnIsRefused() {
        alyx.misbehave().failNext(1, "POST /register-file", Failure.JSON_500);
        upload();
        JobSummary job = only();

        try (Job busy = jobs().resume(job.id(), job.what().orElseThrow())) {
            CommandRun second = upload();
            CommandRun clean = desk.run("jobs", "clean", busy.id(), "--force");

            assertThat(second.exit()).isEqualTo(6);
            assertThat(second.err()).contains("another alyx-transfer is working on it");
            assertThat(clean.exit()).isEqualTo(6);
            assertThat(desk.run("jobs", "list").out()).contains("running");
        }
    }

    @Test
    void aDamagedJournalIsToldAndNothingElseIsTouched() throws IOException {
        alyx.misbehave().failNext(1, "POST /register-file", Failure.JSON_500);
        upload();
        String job = only().id();
        try (RandomAccessFile file = new RandomAccessFile(journal(job).toFile(), "rw")) {
            file.write("no database at all, not any more".getBytes(StandardCharsets.UTF_8));
        }

        CommandRun refused = upload();
        desk.run("jobs", "clean", job, "--force");
        CommandRun anew = upload();

        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.err()).contains("damaged", "is safe", "jobs clean");
        assertThat(anew.exit()).isZero();
    }

    /** The header of a SQLite file: 60 is where its user_version is, 68 its application_id. */
    @ParameterizedTest
    @CsvSource({"60, a newer alyx-transfer", "68, another program"})
    void aJournalOfANewerOrAnotherProgramIsLeftAsItIs(int place, String told) throws IOException {
        alyx.misbehave().failNext(1, "POST /register-file", Failure.JSON_500);
        upload();
        Path journal = journal(only().id());
        try (RandomAccessFile file = new RandomAccessFile(journal.toFile(), "rw")) {
            file.seek(place);
            file.writeInt(77);
        }
        byte[] before = Files.readAllBytes(journal);

        CommandRun refused = upload();

        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.err()).contains(told, "left as it");
        assertThat(Files.readAllBytes(journal)).isEqualTo(before);
    }

    @Test
    void journalsArePrivateAndHoldNoSecret() throws IOException {
        alyx.misbehave().failNext(1, "POST /register-file", Failure.JSON_500);
        upload();
        Path folder = home.resolve(".local/state/alyx-transfer/jobs");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                .isEqualTo("rwx------");
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .as(file.toString())
                        .isEqualTo("rw-------");
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                        .doesNotContain(SECRET);
            }
        }
    }

    private CommandRun upload() {
        return desk.run("upload", "rig", "--create-sessions", "--project", "demo_project");
    }

    private Jobs jobs() {
        return new Jobs(home.resolve(".local/state/alyx-transfer"));
    }

    private JobSummary only() {
        List<JobSummary> jobs = jobs().list();
        assertThat(jobs).hasSize(1);
        return jobs.get(0);
    }

    private Path journal(String job) {
        return home.resolve(".local/state/alyx-transfer/jobs").resolve(job).resolve("journal.db");
    }

    private void write(String path, String content) throws IOException {
        Path file = home.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }
}
