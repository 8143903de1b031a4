package org.alyxtransfer.cli.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.alyxtransfer.cli.config.ProfileChoice;
import org.alyxtransfer.cli.config.Settings;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.smb.SmbCredentials;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which login the settings mean, and which they cannot mean. */
class SharesTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"guest, if-required, true", "guest, off, true", "anonymous, if-required, false"})
    void nobodyNeedsNoNameAndNoPassword(String login, String signing, boolean isNamed) {
        Shares shares = shares(Map.of("storage.login", login, "smb.signing", signing));

        assertThat(shares.reactive().who()).isEqualTo(new SmbCredentials.Guest(isNamed));
    }

    @ParameterizedTest
    @ValueSource(strings = {"guest", "anonymous"})
    void nobodyIsToldWhatSigningWouldNeedAndWhatIsLostWithoutIt(String login) {
        Shares shares = shares(Map.of("storage.login", login));

        assertThatThrownBy(shares::reactive)
                .isInstanceOfSatisfying(
                        TransferException.class, e -> assertThat(e.kind()).isEqualTo(Kind.INVALID))
                .hasMessage(
                        "smb.signing: with storage.login: " + login + " there is no key, so messages cannot be signed."
                                + " Set smb.signing to if-required or off to go on without; then whoever is on the way to the share"
                                + " can change and forge files and answers unnoticed");
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "128, 128", "1024, 1024", "auto, 64"})
    void aFixedNumberOfFilesAtOnceWinsOverWhatAShareIsUsuallyGiven(String wanted, int given) {
        Shares shares =
                shares(Map.of("storage.login", "guest", "smb.signing", "off", "transfer.files-in-flight", wanted));

        assertThat(shares.reactive().filesInFlight()).isEqualTo(given);
    }

    @Test
    void nobodyIsToldThatEncryptionCannotBeHad() {
        Shares shares = shares(Map.of("storage.login", "guest", "smb.signing", "off", "smb.encryption", "required"));

        assertThatThrownBy(shares::reactive)
                .hasMessageStartingWith("smb.encryption: ")
                .hasMessageContaining("cannot be encrypted. Set smb.encryption to if-required");
    }

    @ParameterizedTest
    @ValueSource(strings = {"kerberos", "guest", "anonymous"})
    void jcifsLogsOnWithAPasswordAlone(String login) {
        Shares shares = shares(Map.of("storage.login", login, "smb.signing", "off"));

        assertThatThrownBy(shares::jcifs)
                .hasMessageStartingWith("storage.login: client jcifs logs on with a password alone; for " + login)
                .hasMessageContaining("smb.client: reactive");
        assertThatThrownBy(shares::older)
                .isInstanceOfSatisfying(
                        TransferException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNSUPPORTED))
                .hasMessageContaining("speaks no SMB 2.1 or newer");
    }

    @Test
    void ticketsNeedNoNameAndNoPassword() {
        Shares shares = shares(Map.of("storage.login", "kerberos", "storage.ticket-cache", "/tmp/none"));

        assertThat(shares.reactive().who())
                .isInstanceOfSatisfying(SmbCredentials.Kerberos.class, tickets -> assertThat(tickets.realm())
                        .isEmpty());
    }

    @Test
    void aPasswordIsTheDefaultAndAsksForAName() {
        assertThatThrownBy(() -> shares(Map.of()).reactive()).hasMessageStartingWith("storage.user: is not set");
        assertThatThrownBy(() -> shares(Map.of("storage.user", "anna")).reactive())
                .hasMessageContaining("there is no password for the share");
    }

    private Shares shares(Map<String, String> settings) {
        Map<String, String> flags = new HashMap<>(settings);
        flags.put("storage.url", "smb://nas.example.org/transfer");
        ProfileChoice none = new ProfileChoice("none", folder.resolve("none.yaml"), false);
        return new Shares(Settings.load(none, flags, Map.of()));
    }
}
