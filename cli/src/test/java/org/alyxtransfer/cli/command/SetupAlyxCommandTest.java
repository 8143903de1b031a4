package org.alyxtransfer.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.stream.Stream;
import org.alyxtransfer.cli.CommandRun;
import org.alyxtransfer.cli.CommandRun.Desk;
import org.alyxtransfer.sandbox.alyx.AlyxServer;
import org.alyxtransfer.sandbox.alyx.AlyxSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files for {@code setup alyx}, and what works in Alyx afterwards. */
class SetupAlyxCommandTest {
    @TempDir
    Path home;

    private final AlyxServer alyx =
            Objects.requireNonNull(AlyxServer.start(AlyxSettings.defaults()).block());
    private Desk desk;

    @BeforeEach
    void connect() throws IOException {
        Path profile =
                Files.createDirectories(home.resolve(".config/alyx-transfer")).resolve("default.yaml");
        Files.writeString(
                profile,
                "alyx:\n  url: " + alyx.baseUrl() + "\n  user: alyx_user\n  repository: local_smb\nstorage:\n  url: "
                        + Files.createDirectories(home.resolve("store")).toUri() + "\n");
        Files.setPosixFilePermissions(profile, PosixFilePermissions.fromString("rw-------"));
        desk = Desk.at(home).with("ALYX_PASSWORD", "alyx-user-pass-1");
    }

    @AfterEach
    void stop() {
        alyx.stop().block();
    }

    @Test
    void whatIsMissingIsCreatedOnce() throws IOException {
        String file = """
            projects:
              - name: new_project
            subjects:
              - name: COGP-099
                lab: demolab
                projects: [new_project]
            dataset-types:
              - name: gaze.position
            data-formats:
              - name: eyelink
                extension: .edf
            """;

        CommandRun dryRun = setup(file, "--dry-run");
        CommandRun first = setup(file);
        CommandRun second = setup(file);
        CommandRun session = desk.run(
                "session", "create", "--subject", "COGP-099", "--date", "2022-01-11", "--project", "new_project");

        assertThat(dryRun.out()).contains("would create 4, there already 0");
        assertThat(first.out()).contains("Created 4, there already 0");
        assertThat(second.out()).contains("Created 0, there already 4");
        assertThat(session.exit()).isZero();
    }

    @Test
    void anUnknownKeyIsNamedWithItsLine() throws IOException {
        CommandRun run = setup("labs:\n  - name: x\n    repos: [y]\n");

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("alyx.yaml:3", "'repos'", "repositories");
    }

    @Test
    void aSubjectThatTwoLabsListIsCreatedOnceSinceAlyxCouldNotTellThemApart() throws IOException {
        CommandRun setup = setup("""
            subjects:
              - name: COGP-099
                lab: demolab
              - name: COGP-099
                lab: otherlab
            """);
        CommandRun session = desk.run("session", "create", "--subject", "COGP-099", "--date", "2022-01-11");

        assertThat(setup.exit()).isZero();
        assertThat(setup.out()).contains("Created 1, there already 1");
        assertThat(session.exit()).isZero();
    }

    @Test
    void aLabThatIsListedTwiceGetsTheRepositoriesOfBoth() throws IOException {
        String file = """
            labs:
              - name: new_lab
                repositories: [local_smb]
              - name: new_lab
                repositories: [unattached]
            """;

        CommandRun first = setup(file);
        CommandRun second = setup(file);

        assertThat(first.out()).contains("lab new_lab: created", "lab's repositories new_lab: created");
        assertThat(second.out()).contains("Created 0, there already 2");
    }

    @Test
    void aSecondFormatOfAnExtensionIsRefused() throws IOException {
        Path alf = Files.createDirectories(home.resolve("rig/COGP-003/2022-01-11/001/alf"));
        Files.writeString(alf.resolve("spikes.times.npy"), "spikes");

        CommandRun dryRun = setup("data-formats:\n  - name: numpy\n    extension: .npy\n", "--dry-run");
        CommandRun real = setup("data-formats:\n  - name: numpy\n    extension: .npy\n");
        CommandRun upload = desk.run("upload", "rig", "--create-sessions");

        assertThat(dryRun.exit()).isEqualTo(7);
        assertThat(real.exit()).isEqualTo(7);
        assertThat(real.err()).contains("data format numpy", "Alyx has npy for .npy");
        assertThat(upload.exit()).isZero();
    }

    @Test
    void twoFormatsOfAnExtensionInOneFileAreRefused() throws IOException {
        CommandRun run = setup("""
            data-formats:
              - name: eyelink
                extension: .edf
              - name: european
                extension: .edf
            """);

        assertThat(run.exit()).isEqualTo(7);
        assertThat(run.out()).contains("data format eyelink: created");
    }

    private CommandRun setup(String yaml, String... more) throws IOException {
        Path file = home.resolve("alyx.yaml");
        Files.writeString(file, yaml);
        String[] whole = Stream.concat(Stream.of("setup", "alyx", "--from", file.toString()), Stream.of(more))
                .toArray(String[]::new);
        return desk.run(whole);
    }
}
