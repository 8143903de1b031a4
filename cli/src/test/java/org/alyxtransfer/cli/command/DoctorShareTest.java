package org.alyxtransfer.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.alyxtransfer.cli.CommandRun;
import org.alyxtransfer.cli.CommandRun.Desk;
import org.alyxtransfer.sandbox.samba.Encryption;
import org.alyxtransfer.sandbox.samba.Samba;
import org.alyxtransfer.sandbox.samba.SambaServer;
import org.alyxtransfer.sandbox.samba.SambaSettings;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What doctor advises where server and settings do not get on with each other. */
@Tag("samba")
class DoctorShareTest {
    @TempDir
    Path home;

    @Test
    void jcifsOnAShareThatDemandsEncryptionIsToldOfTheOtherClient() throws IOException {
        assertThat(advice(SambaSettings.defaults().with(Encryption.REQUIRED), "smb.client=jcifs"))
                .contains("Set smb.client to reactive, which can encrypt");
    }

    @Test
    void aServerThatDoesNotEncryptIsToldOfTheSettings() throws IOException {
        assertThat(advice(SambaSettings.defaults().with(Encryption.OFF), "smb.encryption=required"))
                .isEqualTo("See smb.min-dialect, smb.max-dialect, smb.signing and smb.encryption.");
    }

    private String advice(SambaSettings settings, String setting) throws IOException {
        try (SambaServer samba = Samba.start(settings)) {
            CommandRun doctor = Desk.at(home)
                    .with("SMB_PASSWORD", samba.password())
                    .run(
                            "doctor",
                            "--json",
                            "--set",
                            "storage.url=" + samba.uri(SambaSettings.DEFAULT_SHARE),
                            "--set",
                            "storage.user=" + samba.user(),
                            "--set",
                            setting);
            return doctor.objects("finding").stream()
                    .filter(finding -> finding.path("kind").asText().equals("UNSUPPORTED"))
                    .map(finding -> finding.path("advice").asText())
                    .findFirst()
                    .orElse("");
        }
    }
}
