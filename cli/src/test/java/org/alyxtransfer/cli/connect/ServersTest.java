package org.alyxtransfer.cli.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.alyxtransfer.cli.config.ProfileChoice;
import org.alyxtransfer.cli.config.Settings;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which folder of this computer {@code storage.url} means. */
class ServersTest {
    @TempDir
    Path home;

    @ParameterizedTest
    @CsvSource({
        "file:/data/Subjects, /data/Subjects",
        "file:///data/Subjects/, /data/Subjects",
        "file://localhost/data, /data",
        "file:///my%20data/a%23b, /my data/a#b",
    })
    void aFileUrlIsAFolderOfThisComputer(String url, String folder) {
        assertThat(folder(url)).isEqualTo(Path.of(folder));
    }

    @Test
    void theUrlThatTheComputerMakesOfAFolderIsThatFolder() {
        assertThat(folder(home.toUri().toString())).isEqualTo(home);
    }

    @ParameterizedTest
    @ValueSource(strings = {"file://nas/data", "file://nas.lab.org:445/data", "file:///a%00b"})
    void whatIsNoFolderOfThisComputerIsToldAsAMistakeOfTheSettings(String url) {
        assertThatThrownBy(() -> folder(url))
                .isInstanceOfSatisfying(
                        TransferException.class, e -> assertThat(e.kind()).isEqualTo(Kind.INVALID))
                .hasMessageStartingWith("storage.url: ");
    }

    private Path folder(String url) {
        ProfileChoice none = new ProfileChoice("none", home.resolve("none.yaml"), false);
        return Servers.folder(Settings.load(none, Map.of("storage.url", url), Map.of()));
    }
}
