package org.alyxtransfer.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.alyxtransfer.cli.CommandRun;
import org.alyxtransfer.cli.CommandRun.Desk;
import org.alyxtransfer.cli.frame.Interruption;
import org.alyxtransfer.cli.sandbox.RunningSandbox;
import org.alyxtransfer.cli.sandbox.SandboxAccess;
import org.alyxtransfer.sandbox.generate.GenerateSettings;
import org.alyxtransfer.sandbox.generate.GeneratedSession;
import org.alyxtransfer.sandbox.generate.SessionGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands against a real Samba, a stand-in Alyx and a file server. */
@Tag("samba")
class SandboxWorkflowTest {
    private static final String SESSION = "COGP-003/2022-01-11/001";

    @TempDir
    Path home;

    private RunningSandbox sandbox;
    private SandboxAccess access;
    private Desk desk;

    @BeforeEach
    void start() throws IOException {
        sandbox = RunningSandbox.start(null, home.resolve("mails"));
        access = sandbox.access();
        Path profile =
                Files.createDirectories(home.resolve(".config/alyx-transfer")).resolve("default.yaml");
        Files.writeString(profile, access.profile());
        Files.setPosixFilePermissions(profile, PosixFilePermissions.fromString("rw-------"));
        desk = Desk.at(home);
    }

    @AfterEach
    void end() throws IOException {
        sandbox.close();
    }

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
    void wrongPasswordEndsWith5() {
        CommandRun alyx = desk.with("ALYX_PASSWORD", "wrong").run("session", "list");
        CommandRun share = desk.with("SMB_PASSWORD", "wrong").run("doctor", "--json");

        assertThat(alyx.exit()).isEqualTo(5);
        assertThat(alyx.err()).contains("ALYX_PASSWORD").doesNotContain("wrong");
        assertThat(share.exit()).isEqualTo(5);
        assertThat(share.objects("finding"))
                .anyMatch(finding -> finding.path("kind").asText().equals("AUTHENTICATION"));
    }

    @Test
    void expiredTokenEndsWith5() throws IOException {
        Path profile = home.resolve("token.yaml");
        Files.writeString(profile, "alyx:\n  url: " + access.alyxUrl() + "\n  user: " + access.alyxUser() + "\n");

        CommandRun run = desk.with("ALYX_TOKEN", "0123456789012345678901234567890123456789")
                .run("session", "list", "--config", profile.toString());

        assertThat(run.exit()).isEqualTo(5);
        assertThat(run.err()).contains("token").doesNotContain("0123456789");
    }

    @Test
    void unknownSubjectProjectAndRepositoryEndWith2AndAreNamed() throws IOException {
        generate();

        CommandRun subject = desk.run("session", "create", "--subject", "NOBODY", "--date", "2022-01-11");
        CommandRun project =
                desk.run("session", "create", "--subject", "COGP-003", "--date", "2022-01-11", "--project", "nothing");
        CommandRun repository = desk.run("upload", "rig", "--repository", "nowhere");

        assertThat(subject.exit()).isEqualTo(2);
        assertThat(subject.err()).contains("NOBODY");
        assertThat(project.exit()).isEqualTo(2);
        assertThat(project.err()).contains("nothing");
        assertThat(repository.exit()).isEqualTo(2);
        assertThat(repository.err()).contains("nowhere");
    }

    @Test
    void uploadToASessionThatAlyxLacksEndsWith3() throws IOException {
        generate();

        CommandRun run = desk.run("upload", "rig");

        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.err()).contains(SESSION, "--create-sessions");
        assertThat(files(Path.of(access.storageFolder()))).isEmpty();
    }

    @Test
    void folderThatIsNoSessionEndsWith3AndOneThatIsNotThereWith2() throws IOException {
        Files.createDirectories(home.resolve("empty"));

        assertThat(desk.run("upload", "empty").exit()).isEqualTo(3);
        assertThat(desk.run("upload", "missing").exit()).isEqualTo(2);
    }

    @Test
    void oneBadFileDoesNotStopTheOthers() throws IOException {
        GeneratedSession made = generate();
        Files.writeString(made.folder().resolve("alf/früh gemessen.npy"), "x");
        Files.writeString(made.folder().resolve("alf/nonsense.thing.xyz"), "x");

        CommandRun run = desk.run("upload", "rig", "--create-sessions", "--json");

        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.objects("summary").get(0).path("failed").asInt()).isEqualTo(2);
        assertThat(run.objects("summary").get(0).path("done").asInt())
                .isEqualTo(made.files().size());
    }

    @Test
    void anotherContentUnderARegisteredNameEndsWith7() throws IOException {
        GeneratedSession made = generate();
        desk.run("upload", "rig", "--create-sessions");
        Path table = made.folder().resolve(made.files().get(0).path());
        Files.write(table, new byte[] {1, 2, 3});

        CommandRun run = desk.run("upload", "rig");

        assertThat(run.exit()).isEqualTo(7);
        assertThat(run.err()).contains(made.files().get(0).path());
    }

    @Test
    void serversThatAreGoneEndWith6() throws IOException {
        generate();
        sandbox.close();

        CommandRun list = desk.run("session", "list", "--set", "alyx.timeout-seconds=2");

        assertThat(list.exit()).isEqualTo(6);
        assertThat(list.err()).contains("run the same command again");
    }

    @Test
    void whatMatchesNothingEndsWith9() throws IOException {
        generate();
        desk.run("upload", "rig", "--create-sessions");

        assertThat(desk.run("session", "list", "--subject", "COGP-003", "--to", "2001-01-01")
                        .exit())
                .isEqualTo(9);
        assertThat(desk.run("datasets", "--session", SESSION, "--dataset", "nothing*")
                        .exit())
                .isEqualTo(9);
        assertThat(desk.run("download", "--session", SESSION, "--dataset", "nothing*", "--into", "back")
                        .exit())
                .isEqualTo(9);
        assertThat(desk.run("upload", "rig", "--include", "nothing*").exit()).isEqualTo(9);
    }

    @Test
    void interruptedUploadEndsWith130AndTheSameCommandGoesOn() throws Exception {
        GeneratedSession made = generate();
        Interruption interruption = new Interruption();
        Thread impatient = new Thread(() -> {
            await().until(() ->
                    files(Path.of(access.storageFolder())).stream().anyMatch(name -> name.endsWith(".part")));
            interruption.ask();
        });
        impatient.start();

        CommandRun first = desk.run(interruption, "upload", "rig", "--create-sessions", "--bwlimit", "4K");
        impatient.join();
        CommandRun second = desk.run("upload", "rig", "--create-sessions");

        assertThat(first.exit()).isEqualTo(130);
        assertThat(first.out()).contains("run the same command again");
        assertThat(second.exit()).isZero();
        assertThat(files(Path.of(access.storageFolder())).stream().filter(name -> name.endsWith(".part")))
                .isEmpty();
        assertThat(desk.run("datasets", "--session", SESSION, "--urls").out().lines())
                .hasSize(made.files().size());
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

    private GeneratedSession generate() throws IOException {
        LocalDate day = LocalDate.of(2022, 1, 11);
        return SessionGenerator.generate(
                        GenerateSettings.small(home.resolve("rig"), access.lab(), List.of("COGP-003"), day, 7))
                .get(0);
    }

    private static List<String> files(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> paths = Files.walk(folder)) {
            return new ArrayList<>(paths.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .toList());
        }
    }
}
