package org.alyxtransfer.cli.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import org.alyxtransfer.cli.config.Origin.Source;
import org.alyxtransfer.cli.config.Settings.Shown;
import org.alyxtransfer.dataset.TransferException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    @TempDir
    Path folder;

    private Path profile;

    @BeforeEach
    void nameProfile() {
        profile = folder.resolve("lab.yaml");
    }

    @Test
    void flagBeatsEnvironmentBeatsProfileBeatsDefault() throws IOException {
        write("smb:", "  lanes: 3", "  workers: 30", "  timeout-seconds: 31");
        Map<String, String> environment = Map.of("ALYX_TRANSFER_SMB_LANES", "5", "ALYX_TRANSFER_SMB_WORKERS", "50");

        Settings settings = Settings.load(choice(), Map.of("smb.lanes", "7"), environment);

        assertThat(settings.get(Keys.SMB_LANES)).isEqualTo(7);
        assertThat(settings.get(Keys.SMB_WORKERS)).isEqualTo(50);
        assertThat(settings.get(Keys.SMB_TIMEOUT)).isEqualTo(31);
        assertThat(settings.get(Keys.MEMORY)).isEqualTo(128L << 20);
        assertThat(shown(settings, "smb.lanes").origin()).isEqualTo(new Origin(Source.FLAG, "--set"));
        assertThat(shown(settings, "smb.workers").origin().place()).isEqualTo("$ALYX_TRANSFER_SMB_WORKERS");
        assertThat(shown(settings, "smb.timeout-seconds").origin().place()).isEqualTo(profile + ":4");
        assertThat(shown(settings, "transfer.memory-bytes").origin()).isEqualTo(Origin.DEFAULT);
    }

    @Test
    void unknownKeyIsNamedWithItsLineAndTheNearestKnownOne() throws IOException {
        write("alyx:", "  user: anna", "  urll: http://alyx.example.org");

        assertThatThrownBy(this::load).hasMessageContainingAll(profile + ":3", "alyx.urll", "did you mean 'alyx.url'");
    }

    @Test
    void knownKeyInTheWrongSectionIsPointedToItsPlace() throws IOException {
        write("storage:", "  lanes: 4");

        assertThatThrownBy(this::load).hasMessageContainingAll("storage.lanes", "did you mean 'smb.lanes'");
    }

    @Test
    void halfWrittenProfileIsCalledSo() throws IOException {
        write("alyx:", "  url: \"http://alyx.exam");

        assertThatThrownBy(this::load)
                .isInstanceOf(TransferException.class)
                .hasMessageContainingAll(profile.toString(), "half-written", "alyx-transfer setup");
    }

    @Test
    void keySetTwiceIsRefused() throws IOException {
        write("smb:", "  lanes: 4", "  lanes: 5");

        assertThatThrownBy(this::load).hasMessageContainingAll(profile + ":3", "lanes");
    }

    @Test
    void valueOfTheWrongKindIsNamedWithItsLine() throws IOException {
        write("smb:", "  lanes: many");

        assertThatThrownBy(this::load)
                .hasMessageContainingAll(profile + ":2", "smb.lanes", "'many'", "whole number from 1 to 64");
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "size", "stream", "read-back", "sample:1%", "sample:100%", "Sample:20%"})
    void waysToVerifyAreRead(String way) throws IOException {
        write("transfer:", "  verify: " + way);

        assertThat(load().get(Keys.VERIFY)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"never", "sample", "sample:0%", "sample:101%", "sample:20", "sample:-5%", "sample:2.5%"})
    void anotherWayToVerifyIsRefusedWithThoseThatThereAre(String way) throws IOException {
        write("transfer:", "  verify: '" + way + "'");

        assertThatThrownBy(this::load).hasMessageContainingAll(profile + ":2", "sample:N% with N from 1 to 100");
    }

    @Test
    void filesAtOnceAreANumberOrFoundByTheRun() throws IOException {
        assertThat(Keys.FILES_IN_FLIGHT.parser().apply("auto").fixed()).isEmpty();
        assertThat(Keys.FILES_IN_FLIGHT.parser().apply("17").fixed()).hasValue(17);

        write("transfer:", "  files-in-flight: 0");
        assertThatThrownBy(this::load).hasMessageContainingAll(profile + ":2", "auto or a number from 1 to 1024");
    }

    @Test
    void emptyProfileIsOne() throws IOException {
        write("");

        assertThat(load().find(Keys.ALYX_URL)).isEmpty();
    }

    @Test
    void profileThatWasAskedForMustExist() {
        assertThatThrownBy(this::load).hasMessageContaining("no such profile");
    }

    @Test
    void secretThatOthersMayReadIsRefusedWithTheCommandThatHelps() throws IOException {
        write("alyx:", "  password: swordfish");
        Files.setPosixFilePermissions(profile, PosixFilePermissions.fromString("rw-r--r--"));

        assertThatThrownBy(this::load)
                .hasMessageContaining("chmod 600 '" + profile + "'")
                .hasMessageNotContaining("swordfish");
    }

    @Test
    void profileWithoutSecretsMayBeRead() throws IOException {
        write("alyx:", "  user: anna");
        Files.setPosixFilePermissions(profile, PosixFilePermissions.fromString("rw-r--r--"));

        assertThat(load().get(Keys.ALYX_USER)).isEqualTo("anna");
    }

    @Test
    void secretsAreBlottedOut() throws IOException {
        write("alyx:", "  password: swordfish");

        assertThat(load().shown()).noneMatch(shown -> shown.value().contains("swordfish"));
        assertThat(shown(load(), "alyx.password").value()).isEqualTo("********");
    }

    @Test
    void secretOnTheCommandLineIsRefused() {
        ProfileChoice none = new ProfileChoice("default", profile, false);

        assertThatThrownBy(() -> Settings.load(none, Map.of("alyx.password", "swordfish"), Map.of()))
                .hasMessageContaining("ALYX_PASSWORD")
                .hasMessageNotContaining("swordfish");
    }

    @Test
    void storageIsAShareOrAFolder() throws IOException {
        write("storage:", "  url: smb://nas/data");
        assertThat(load().get(Keys.STORAGE_URL).getHost()).isEqualTo("nas");

        write("storage:", "  url: http://nas/data");
        assertThatThrownBy(this::load).hasMessageContaining("smb://host[:port]/share");
    }

    @Test
    void alyxAddressWithoutAProtocolIsRefused() throws IOException {
        for (String address : new String[] {"//alyx.example.org", "alyx.example.org", "ftp://alyx.example.org"}) {
            write("alyx:", "  url: " + address);

            assertThatThrownBy(this::load)
                    .isInstanceOf(TransferException.class)
                    .hasMessageContainingAll("alyx.url", address, "http://alyx.example.org");
        }
    }

    @Test
    void addressWithAPasswordInItIsRefusedWithoutShowingIt() throws IOException {
        write("storage:", "  url: smb://anna:swordfish@nas/data");

        assertThatThrownBy(this::load).hasMessageContaining("storage.url").hasMessageNotContaining("swordfish");
    }

    @Test
    void missingValueSaysHowToSetIt() throws IOException {
        write("");

        assertThatThrownBy(() -> load().get(Keys.ALYX_URL))
                .hasMessageContainingAll("alyx.url", "alyx-transfer setup", "ALYX_TRANSFER_ALYX_URL");
    }

    @Test
    void secretComesFromPrivateFileOrCommand() throws IOException {
        Path secret = folder.resolve("secret");
        Files.writeString(secret, "swordfish\n");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
        write("alyx:", "  password-file: " + secret, "storage:", "  password-command: echo mackerel");

        assertThat(Secrets.alyxPassword(load())).contains("swordfish");
        assertThat(Secrets.storagePassword(load())).contains("mackerel");
        assertThat(Secrets.httpPassword(load())).isEmpty();
    }

    @Test
    void secretFileThatOthersMayReadIsRefused() throws IOException {
        Path secret = folder.resolve("secret");
        Files.writeString(secret, "swordfish\n");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-r-----"));
        write("alyx:", "  password-file: " + secret);

        assertThatThrownBy(() -> Secrets.alyxPassword(load())).hasMessageContaining("chmod 600");
    }

    @Test
    void commandThatFailsIsNamedWithoutWhatItPrinted() throws IOException {
        write("alyx:", "  password-command: ls swordfish-is-not-here");

        assertThatThrownBy(() -> Secrets.alyxPassword(load())).hasMessageContainingAll("alyx.password-command", "'ls'");
    }

    @Test
    void aCommandThatPrintsNothingAndDoesNotEndIsGivenUp() {
        assertThatThrownBy(() -> Secrets.printed("alyx.password-command", "sleep 600", Duration.ofSeconds(1)))
                .hasMessageContainingAll("alyx.password-command", "'sleep'", "did not end within 1 s");
    }

    @Test
    void privateFilesAreWrittenForTheirOwnerOnly() throws IOException {
        Privacy.write(profile, "alyx:\n  password: swordfish\n");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(profile)))
                .isEqualTo("rw-------");
        assertThat(load().get(Keys.ALYX_PASSWORD)).isEqualTo("swordfish");
    }

    private Settings load() {
        return Settings.load(choice(), Map.of(), Map.of());
    }

    private ProfileChoice choice() {
        return new ProfileChoice("lab", profile, true);
    }

    private static Shown shown(Settings settings, String key) {
        return settings.shown().stream()
                .filter(shown -> shown.key().equals(key))
                .findFirst()
                .orElseThrow();
    }

    private void write(String... lines) throws IOException {
        Files.writeString(profile, String.join("\n", lines));
        Files.setPosixFilePermissions(profile, PosixFilePermissions.fromString("rw-------"));
    }
}
