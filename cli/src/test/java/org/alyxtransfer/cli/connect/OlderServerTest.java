package org.alyxtransfer.cli.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.alyxtransfer.cli.config.ProfileChoice;
import org.alyxtransfer.cli.config.Settings;
import org.alyxtransfer.cli.frame.ExitCode;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.sandbox.samba.Dialect;
import org.alyxtransfer.sandbox.samba.Samba;
import org.alyxtransfer.sandbox.samba.SambaServer;
import org.alyxtransfer.sandbox.samba.SambaSettings;
import org.alyxtransfer.storage.StagingTarget;
import org.alyxtransfer.storage.Storage;
import org.alyxtransfer.storage.Storage.OnExisting;
import org.alyxtransfer.storage.jcifs.JcifsStorage;
import org.alyxtransfer.storage.layer.ChosenStorage;
import org.alyxtransfer.storage.smb.SmbStorage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** A share whose server is older than the client of this program is used through the other one, and that is said. */
@Tag("samba")
class OlderServerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private final Logger logger = (Logger) LoggerFactory.getLogger(Connections.class);
    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();

    @BeforeEach
    void listen() {
        assumeTrue(Samba.isInstalled(), () -> Samba.availability().message());
        logged.start();
        logger.addAppender(logged);
    }

    @AfterEach
    void leave() {
        logger.detachAppender(logged);
    }

    @Test
    void jcifsGoesOnWithAnOldServerAndItIsSaidOnce() throws IOException {
        SambaSettings old = SambaSettings.defaults().withDialects(Dialect.SMB2_02, Dialect.SMB2_02);
        try (SambaServer samba = Samba.start(old);
                Connections open = open(samba)) {
            put(open.storage(), "first.npy");
            put(open.storage(), "second.npy");

            assertThat(chosen(open)).isInstanceOf(JcifsStorage.class);
            assertThat(samba.folder("transfer").resolve("first.npy")).hasSize(10);
            assertThat(samba.folder("transfer").resolve("second.npy")).hasSize(10);
        }
        assertThat(logged.list)
                .filteredOn(event -> event.getLevel() == Level.WARN)
                .singleElement()
                .satisfies(
                        event -> assertThat(event.getFormattedMessage()).contains("SMB 2.1", "client jcifs", "slower"));
    }

    @Test
    void aNewerServerIsUsedWithoutAWord() throws IOException {
        try (SambaServer samba = Samba.start(SambaSettings.defaults());
                Connections open = open(samba)) {
            put(open.storage(), "first.npy");

            assertThat(chosen(open)).isInstanceOf(SmbStorage.class);
        }
        assertThat(logged.list).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.1", "3.1.1"})
    void aServerBelowWhatIsDemandedIsNotUsedAndTheReasonIsSaid(String least) throws IOException {
        SambaSettings old = SambaSettings.defaults().withDialects(Dialect.SMB2_02, Dialect.SMB2_02);
        try (SambaServer samba = Samba.start(old);
                Connections open = open(samba, Map.of("smb.min-dialect", least))) {
            assertThatThrownBy(() -> put(open.storage(), "first.npy"))
                    .isInstanceOfSatisfying(TransferException.class, e -> {
                        assertThat(e.kind()).isEqualTo(Kind.UNSUPPORTED);
                        assertThat(ExitCode.ofCommand(e.kind())).isEqualTo(ExitCode.USAGE);
                    })
                    .hasMessageContaining("no dialect of SMB from " + least + " to 3.1.1")
                    .hasMessageContaining("smb.min-dialect");
        }
        assertThat(logged.list).isEmpty();
    }

    @Test
    void jcifsTooGoesNoLowerThanIsDemanded() throws IOException {
        try (SambaServer samba = Samba.start(SambaSettings.defaults());
                Connections open = open(samba, Map.of("smb.client", "jcifs", "smb.min-dialect", "3.0"))) {
            put(open.storage(), "first.npy");

            assertThat(samba.folder("transfer").resolve("first.npy")).hasSize(10);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"reactive", "jcifs"})
    void aRangeWithoutADialectIsWrongUsage(String client) throws IOException {
        try (SambaServer samba = Samba.start(SambaSettings.defaults());
                Connections open =
                        open(samba, Map.of("smb.client", client, "smb.min-dialect", "3.0", "smb.max-dialect", "2.1"))) {
            assertThatThrownBy(open::storage)
                    .isInstanceOfSatisfying(
                            TransferException.class, e -> assertThat(e.kind()).isEqualTo(Kind.INVALID))
                    .hasMessageContaining("3.0 is newer than smb.max-dialect, which is 2.1");
        }
    }

    private Connections open(SambaServer samba) {
        return open(samba, Map.of());
    }

    private Connections open(SambaServer samba, Map<String, String> more) {
        ProfileChoice none = new ProfileChoice("none", folder.resolve("none.yaml"), false);
        Map<String, String> flags = new HashMap<>(more);
        flags.put("storage.url", samba.uri("transfer").toString());
        flags.put("storage.user", samba.user());
        return new Connections(Settings.load(none, flags, Map.of("SMB_PASSWORD", samba.password())));
    }

    private static Storage chosen(Connections open) {
        return Objects.requireNonNull(((ChosenStorage) open.storage()).chosen().block(PATIENCE));
    }

    private static void put(Storage storage, String name) {
        FilePath staging = FilePath.of(".at-0123456789abcdef0123.part");
        storage.putSmall(new StagingTarget(staging, 10, Instant.EPOCH), Mono::just)
                .flatMap(staged -> storage.publish(staged, FilePath.of(name), OnExisting.FAIL))
                .block(PATIENCE);
    }
}
