package org.alyxtransfer.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.alyxtransfer.cli.CommandRun;
import org.alyxtransfer.cli.CommandRun.Desk;
import org.alyxtransfer.sandbox.generate.GeneratedSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Commands against a real Samba, a stand-in Alyx and a file server. */
@Tag("samba")
class SandboxWorkflowTest extends SandboxDesk {
    @Test
    void uploadedFilesAreFoundByUrlAndComeBackTheSame() throws IOException {
        GeneratedSession made = generate();

        CommandRun upload = desk.run("upload", "rig", "--create-sessions", "--project", access.project());
        CommandRun list =
                desk.run("session", "list", "--subject", "COGP-003", "--from", "2022-01-01", "--to", "2022-01-31");
        CommandRun urls = desk.run("datasets", "--session", SESSION, "--urls");
        CommandRun download = desk.run("download", "--subject", "COGP-003", "--into", "back");

        assertThat(upload.exit()).isZero();
        assertThat(upload.out()).contains("Safe in smb://", "registered in Alyx");
        assertThat(list.exit()).isZero();
        assertThat(list.out()).contains(SESSION, access.project());
        assertThat(urls.out().lines()).hasSize(made.files().size()).allMatch(url -> url.startsWith(access.httpUrl()));
        assertThat(download.exit()).isZero();
        for (var file : made.files()) {
            assertThat(home.resolve("back/demolab/Subjects").resolve(SESSION).resolve(file.path()))
                    .hasSameBinaryContentAs(made.folder().resolve(file.path()));
        }
    }

    @Test
    void anUploadTellsWhenItCameToEachStage() throws IOException {
        generate();

        CommandRun upload = desk.run("upload", "rig", "--create-sessions", "--no-register", "-v");
        CommandRun again = desk.run("upload", "rig", "--no-register", "--json");

        assertThat(upload.out())
                .containsPattern("After the start of the program: command line read .* s, profile read .* s, "
                        + "journal open .* s, share connected .* s, first file planned .* s, first byte written .* s");
        assertThat(again.objects("summary").get(0).path("start_up").fieldNames())
                .toIterable()
                .contains("command_line", "profile", "journal", "share", "plan");
    }

    @Test
    void theSameUploadAgainMovesNothing() throws IOException {
        GeneratedSession made = generate();
        desk.run("upload", "rig", "--create-sessions");

        CommandRun again = desk.run("upload", "rig", "--json");

        JsonNode summary = again.objects("summary").get(0);
        assertThat(again.exit()).isZero();
        assertThat(summary.path("done").asInt()).isZero();
        assertThat(summary.path("skipped").path("SAME").asInt())
                .isEqualTo(made.files().size());
    }

    @Test
    void datasetGlobPicksWhatIsDownloaded() throws IOException {
        generate();
        desk.run("upload", "rig", "--create-sessions");

        CommandRun download =
                desk.run("download", "--session", SESSION, "--dataset", "*trials.table*", "--into", "back");

        assertThat(download.exit()).isZero();
        assertThat(files(home.resolve("back")))
                .allMatch(name -> name.contains("trials.table"))
                .isNotEmpty();
    }

    @Test
    void downloadTakesTheShareWhenTheFileServerIsGone() throws IOException {
        generate();
        desk.run("upload", "rig", "--create-sessions");
        sandbox.files().stop().block();

        CommandRun download = desk.run(
                "download",
                "--session",
                SESSION,
                "--dataset",
                "*trials.table*",
                "--into",
                "back",
                "--set",
                "transfer.attempts=1");

        assertThat(download.exit()).isZero();
        assertThat(files(home.resolve("back"))).anyMatch(name -> name.contains("trials.table"));
    }

    @Test
    void dryRunsChangeNothing() throws IOException {
        generate();

        CommandRun upload = desk.run("upload", "rig", "--create-sessions", "--dry-run");
        CommandRun download = desk.run("download", "--subject", "COGP-003", "--into", "back", "--dry-run");

        assertThat(download.exit()).isEqualTo(9);
        assertThat(home.resolve("back")).doesNotExist();
        assertThat(upload.exit()).isZero();
        assertThat(upload.out()).contains("would be moved");
        assertThat(desk.run("session", "list", "--subject", "COGP-003").exit()).isEqualTo(9);
        assertThat(files(Path.of(access.storageFolder()))).isEmpty();
    }

    @Test
    void packagedFilesCanBeUploaded() throws IOException {
        Files.writeString(home.resolve("trials.table.pqt"), "table");
        Files.writeString(home.resolve("Thumbs.db"), "junk");
        desk.run(
                "package",
                "trials.table.pqt",
                "--subject",
                "COGP-003",
                "--date",
                "2022-01-11",
                "--collection",
                "alf",
                "--into",
                "packed");
        Files.copy(
                home.resolve("Thumbs.db"),
                home.resolve("packed").resolve(SESSION).resolve("Thumbs.db"));
        desk.run("session", "create", "--subject", "COGP-003", "--date", "2022-01-11");

        CommandRun upload = desk.run("upload", "packed", "--json");

        assertThat(upload.exit()).isZero();
        assertThat(upload.objects("summary").get(0).path("done").asInt()).isEqualTo(1);
        assertThat(upload.objects("summary").get(0).path("skipped").path("JUNK").asInt())
                .isEqualTo(1);
    }

    @Test
    void filesOnTheShareAreRegisteredWhereTheyAre() throws IOException {
        Path alf = Files.createDirectories(
                Path.of(access.storageFolder()).resolve(SESSION).resolve("alf"));
        Files.writeString(alf.resolve("_ibl_trials.table.pqt"), "table");
        desk.run("session", "create", "--subject", "COGP-003", "--date", "2022-01-11");

        CommandRun register = desk.run("register", SESSION);
        CommandRun again = desk.run("register", SESSION, "--json");
        CommandRun download = desk.run("download", "--session", SESSION, "--into", "back");

        assertThat(register.exit()).isZero();
        assertThat(files(alf)).singleElement().asString().matches("_ibl_trials\\.table\\.[0-9a-f-]{36}\\.pqt");
        assertThat(again.objects("summary").get(0).path("done").asInt()).isZero();
        assertThat(again.objects("summary").get(0).path("skipped").has("JUNK")) // its own lease is none
                .isFalse();
        assertThat(download.exit()).isZero();
        assertThat(home.resolve("back/demolab/Subjects").resolve(SESSION).resolve("alf/_ibl_trials.table.pqt"))
                .hasContent("table");
    }

    @Test
    void aCreatedSessionIsThereAlreadyTheSecondTime() {
        CommandRun first = desk.run("session", "create", "--subject", "COGP-003", "--date", "2022-01-11", "--json");
        CommandRun second = desk.run("session", "create", "--subject", "COGP-003", "--date", "2022-01-11", "--json");
        CommandRun shown = desk.run("session", "show", SESSION);

        assertThat(first.objects("session").get(0).path("created").asBoolean()).isTrue();
        assertThat(second.objects("session").get(0).path("created").asBoolean()).isFalse();
        assertThat(second.objects("session").get(0).path("id"))
                .isEqualTo(first.objects("session").get(0).path("id"));
        assertThat(shown.out()).contains("COGP-003/2022-01-11/001", "demolab");
    }

    @Test
    void doctorFindsAllWellAndLeavesNothing() throws IOException {
        CommandRun doctor = desk.run("doctor");

        assertThat(doctor.exit()).isZero();
        assertThat(doctor.out())
                .contains("All is well", "answers ranges", "writing and renaming work")
                .doesNotContain(access.alyxPassword())
                .doesNotContain(access.storagePassword());
        assertThat(files(Path.of(access.storageFolder()))).isEmpty();
    }

    @Test
    void sandboxInTheBackgroundCanBeTalkedToAndEnded() throws IOException {
        Desk other = Desk.at(home.resolve("other"));

        CommandRun up = other.run("sandbox", "up", "--share", "given", "--mails", "mails");
        CommandRun list = other.run("--profile", "sandbox", "session", "list");
        Path kept = home.resolve("other/given/demolab/Subjects");
        Files.writeString(kept.resolve("a.txt"), "of the user");
        CommandRun down = other.run("sandbox", "down");
        CommandRun again = other.run("sandbox", "down");

        assertThat(up.exit()).isZero();
        assertThat(up.out()).contains("smb://127.0.0.1:", "--profile sandbox");
        assertThat(list.exit()).isEqualTo(9);
        assertThat(down.out())
                .contains("The sandbox is down", "what its share held, in " + kept)
                .doesNotContain("mails"); // none came
        assertThat(again.out()).contains("No sandbox is up");
        assertThat(home.resolve("other/.config/alyx-transfer/sandbox.yaml")).doesNotExist();
    }

    @Test
    void setupAsksChecksAndWritesAPrivateProfile() throws IOException {
        Desk fresh = Desk.at(Files.createDirectories(home.resolve("fresh")))
                .onTerminal()
                .typing(
                        access.alyxUrl(),
                        access.alyxUser(),
                        access.alyxPassword(),
                        access.storageUrl(),
                        "", // the login, as suggested
                        access.storageUser(),
                        access.storagePassword(),
                        access.repository(),
                        access.httpUrl(),
                        access.httpUser(),
                        access.httpPassword());

        CommandRun setup = fresh.run("setup");
        CommandRun list = fresh.run("session", "list");

        Path profile = home.resolve("fresh/.config/alyx-transfer/default.yaml");
        assertThat(setup.exit()).isZero();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(profile)))
                .isEqualTo("rw-------");
        assertThat(list.exit()).isEqualTo(9);
    }

    @Test
    void setupThatFailsItsCheckWritesNothing() throws IOException {
        Desk fresh = Desk.at(Files.createDirectories(home.resolve("fresh")))
                .with("ALYX_PASSWORD", "wrong")
                .with("SMB_PASSWORD", access.storagePassword());

        CommandRun setup = fresh.run(
                "setup",
                "--alyx-url",
                access.alyxUrl(),
                "--alyx-user",
                access.alyxUser(),
                "--repository",
                access.repository(),
                "--storage-url",
                access.storageUrl(),
                "--storage-user",
                access.storageUser());

        assertThat(setup.exit()).isEqualTo(5);
        assertThat(home.resolve("fresh/.config")).doesNotExist();
    }

    @Test
    void secretsOfTheEnvironmentStayOutOfTheProfileUnlessAsked() throws IOException {
        Desk fresh = Desk.at(Files.createDirectories(home.resolve("fresh"))).with("ALYX_PASSWORD", "swordfish");
        Path profile = home.resolve("fresh/.config/alyx-transfer/default.yaml");

        fresh.run("setup", "--alyx-url", access.alyxUrl(), "--alyx-user", "anna", "--no-check");
        assertThat(profile).content().contains("anna").doesNotContain("swordfish");

        fresh.run("setup", "--no-check", "--store-secrets");
        assertThat(profile).content().contains("anna", "swordfish");
    }
}
