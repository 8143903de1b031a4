package org.alyxtransfer.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.alyxtransfer.cli.CommandRun;
import org.alyxtransfer.cli.CommandRun.Desk;
import org.alyxtransfer.sandbox.alyx.AlyxServer;
import org.alyxtransfer.sandbox.alyx.AlyxSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code setup} does with what its check finds. */
class SetupCheckTest {
    @TempDir
    Path home;

    private final AlyxServer alyx =
            Objects.requireNonNull(AlyxServer.start(AlyxSettings.defaults()).block());

    @BeforeEach
    void makeShare() throws IOException {
        Files.createDirectories(home.resolve("store"));
    }

    @AfterEach
    void stop() {
        alyx.stop().block();
    }

    @Test
    void aRepositoryThatIsStillToBeMadeKeepsNoProfileFromBeingWritten() {
        CommandRun setup = setup("alyx_user", "alyx-user-pass-1", "--repository", "new_nas");

        assertThat(setup.exit()).isZero();
        assertThat(setup.out()).contains("BAD", "setup alyx", "Wrote");
        assertThat(setup.err()).contains("Left to do in Alyx");
        assertThat(profile()).content().contains("new_nas");
    }

    @Test
    void whoMayOnlyReadGetsAProfile() {
        CommandRun setup = setup("public_user", "public-user-pass-1", "--repository", "local_smb");

        assertThat(setup.exit()).isZero();
        assertThat(setup.out()).contains("public_user may only read");
        assertThat(profile()).exists();
    }

    @Test
    void aWrongPasswordWritesNoProfile() {
        CommandRun setup = setup("alyx_user", "wrong", "--repository", "new_nas");

        assertThat(setup.exit()).isEqualTo(5);
        assertThat(setup.err()).contains("The profile was not written");
        assertThat(profile()).doesNotExist();
    }

    @Test
    void aDryRunWritesNothingAndSaysSo() {
        CommandRun setup = setup("alyx_user", "alyx-user-pass-1", "--repository", "local_smb", "--dry-run");

        assertThat(setup.exit()).isZero();
        assertThat(setup.out())
                .contains("were not tried: dry run", "was not written")
                .doesNotContain("removing works");
        assertThat(profile()).doesNotExist();
    }

    private CommandRun setup(String user, String password, String... more) {
        List<String> words = new ArrayList<>(List.of("setup", "--alyx-url", alyx.baseUrl(), "--alyx-user", user));
        words.addAll(List.of("--storage-url", home.resolve("store").toUri().toString()));
        words.addAll(List.of(more));
        return Desk.at(home).with("ALYX_PASSWORD", password).run(words.toArray(String[]::new));
    }

    private Path profile() {
        return home.resolve(".config/alyx-transfer/default.yaml");
    }
}
