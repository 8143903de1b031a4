package org.alyxtransfer.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.alyxtransfer.cli.CommandRun;
import org.alyxtransfer.cli.CommandRun.Desk;
import org.alyxtransfer.cli.sandbox.RunningSandbox;
import org.alyxtransfer.sandbox.samba.Dialect;
import org.alyxtransfer.sandbox.samba.Samba;
import org.alyxtransfer.sandbox.samba.SambaServer;
import org.alyxtransfer.sandbox.samba.SambaSettings;
import org.alyxtransfer.sandbox.samba.ShareSettings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command line as a guest and without a name, on real servers that let such in, or don't. */
@Tag("samba")
class NobodysLoginTest {
    private static final String FILE = "COGP-003/2022-01-11/001/alf/probe00/spikes.times.npy";
    private static final String SHARE = "open";

    @TempDir
    static Path home;

    private static RunningSandbox sandbox;
    private static Path subjects;
    private static SambaServer open;

    @BeforeAll
    static void start() throws IOException {
        sandbox = RunningSandbox.start(null, home.resolve("mails"));
        subjects = Path.of(sandbox.access().storageFolder());
        open = letting("map to guest", "Bad User", "guest ok", "yes");
        Path profile =
                Files.createDirectories(home.resolve(".config/alyx-transfer")).resolve("default.yaml");
        Files.writeString(profile, withoutLogin(sandbox.access().profile()));
        Files.setPosixFilePermissions(profile, PosixFilePermissions.fromString("rw-------"));
    }

    @AfterAll
    static void stop() throws IOException {
        if (open != null) {
            open.close();
        }
        if (sandbox != null) {
            sandbox.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"guest", "anonymous"})
    void uploadsWithoutNameAndPasswordAreReadBackAndRegistered(String login) throws IOException {
        Path rig = home.resolve("rig-" + login);
        Path original = rig.resolve(FILE.replace("probe00", login));
        Files.createDirectories(original.getParent());
        Files.writeString(original, "spikes of " + login);

        CommandRun upload = as(login, open, "smb.signing=if-required", "upload", rig.toString(), "--create-sessions");

        assertThat(upload.exit()).isZero();
        try (Stream<Path> files =
                Files.list(subjects.resolve(FILE.replace("probe00", login)).getParent())) {
            assertThat(files).singleElement().satisfies(file -> assertThat(file).hasContent("spikes of " + login));
        }
    }

    @Test
    void doctorSaysWhichWayWasUsed() {
        assertThat(as("guest", open, "smb.signing=off", "doctor").out())
                .contains("lets the user in as its guest", "neither signed nor encrypted; uploads are read back");
        assertThat(as("anonymous", open, "smb.signing=off", "doctor").out())
                .contains("lets the user in without a name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"guest", "anonymous"})
    void whatSigningNeedsIsSaidBeforeAnythingMoves(String login) {
        CommandRun upload = as(login, open, "smb.signing=required", "upload", home.toString());
        CommandRun doctor = as(login, open, "smb.signing=required", "doctor");

        assertThat(upload.exit()).isEqualTo(2);
        assertThat(upload.err()).contains("Set smb.signing to if-required or off", "can change and forge files");
        assertThat(doctor.exit()).isEqualTo(2);
        assertThat(doctor.out()).contains("Set smb.signing to if-required or off");
    }

    @Test
    void aServerWithoutGuestsRefusesThem() throws IOException {
        try (SambaServer closed = letting("map to guest", "Never", "guest ok", "yes")) {
            CommandRun doctor = as("guest", closed, "smb.signing=off", "doctor");

            assertThat(doctor.exit()).isEqualTo(5);
            assertThat(doctor.out()).contains("the server takes no guests", "see storage.login");
        }
    }

    @Test
    void aServerThatRestrictsAnonymousLoginsRefusesThem() throws IOException {
        try (SambaServer closed = letting("restrict anonymous", "2", "guest ok", "no")) {
            CommandRun doctor = as("anonymous", closed, "smb.signing=off", "doctor");

            assertThat(doctor.exit()).isEqualTo(5);
            assertThat(doctor.out()).contains("BAD   share", "see storage.login");
        }
    }

    @Test
    void whoGivesAPasswordIsNeverAGuest() {
        CommandRun doctor = Desk.at(home)
                .with("SMB_PASSWORD", "swordfish")
                .run("doctor", "--set", "storage.url=" + url(open), "--set", "storage.user=somebody-else");

        assertThat(doctor.exit()).isEqualTo(5);
        assertThat(doctor.out()).contains("as a guest only, which is not accepted");
    }

    @Test
    void aServerThatIsTooOldIsNotUsedThroughJcifs() throws IOException {
        try (SambaServer old = Samba.start(SambaSettings.defaults().withDialects(Dialect.SMB2_02, Dialect.SMB2_02))) {
            CommandRun doctor = Desk.at(home)
                    .run(
                            "doctor",
                            "--set",
                            "storage.url=" + old.uri("transfer"),
                            "--set",
                            "storage.login=guest",
                            "--set",
                            "smb.signing=off");

            assertThat(doctor.exit()).isEqualTo(2);
            assertThat(doctor.out()).contains("speaks no SMB 2.1 or newer", "logs on with a password alone");
        }
    }

    /** A profile in which nothing says who logs on to the share. */
    private static String withoutLogin(String profile) {
        return profile.replaceFirst("(?s)(storage:\n  url: [^\n]*\n).*?(\nhttp:)", "$1$2");
    }

    private static CommandRun as(String login, SambaServer server, String signing, String... command) {
        List<String> words = new ArrayList<>(List.of(command));
        for (String setting : List.of("storage.url=" + url(server), "storage.login=" + login, signing)) {
            words.addAll(List.of("--set", setting));
        }
        return Desk.at(home).run(words.toArray(String[]::new));
    }

    private static String url(SambaServer server) {
        return server.uri(SHARE).toString();
    }

    private static SambaServer letting(String option, String value, String other, String otherValue)
            throws IOException {
        SambaServer server = Samba.start(SambaSettings.defaults()
                .withShares(ShareSettings.of(SHARE, subjects))
                .withOptions(
                        Map.of(option, value, other, otherValue, "guest account", System.getProperty("user.name"))));
        // the last section is the share; a login without a name is of no valid user
        Files.writeString(server.configuration(), "\nvalid users =\n", StandardOpenOption.APPEND);
        server.restart();
        return server;
    }
}
