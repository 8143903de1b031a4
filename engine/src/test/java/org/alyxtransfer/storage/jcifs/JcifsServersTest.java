package org.alyxtransfer.storage.jcifs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Objects;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.sandbox.samba.Encryption;
import org.alyxtransfer.sandbox.samba.SambaServer;
import org.alyxtransfer.sandbox.samba.SambaSettings;
import org.alyxtransfer.storage.Limits;
import org.alyxtransfer.storage.MemoryBudget;
import org.alyxtransfer.storage.RoundTrip;
import org.alyxtransfer.storage.StagedFile;
import org.alyxtransfer.storage.Storage;
import org.alyxtransfer.storage.Storage.OnExisting;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Servers of many kinds: what works with each, and what is said where it does not. */
@Tag("samba")
class JcifsServersTest {
    private static final String SHARE = SambaSettings.DEFAULT_SHARE;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Servers servers = new Servers();
    private final MemoryBudget budget = new MemoryBudget(16L << 20);

    @AfterEach
    void stop() throws IOException {
        servers.close();
        assertThat(budget.reservedBytes()).isZero();
    }

    @Test
    void aServerThatRequiresSigningGetsItWhateverIsAsked() throws IOException {
        SambaServer samba =
                servers.start(SambaSettings.defaults().with(org.alyxtransfer.sandbox.samba.Signing.REQUIRED));

        for (Signing signing : Signing.values()) {
            JcifsStorage storage =
                    servers.storage(Servers.settings(samba, SHARE).withSigning(signing), budget);

            assertThat(wire(storage)).isEqualTo(Limits.Wire.PROTECTED);
            assertThat(RoundTrip.succeeds(samba.folder(SHARE), storage, "signed-" + signing))
                    .isTrue();
        }
    }

    @Test
    void signingIsLeftOutWhenItIsOff() throws IOException {
        SambaServer samba = servers.start(SambaSettings.defaults());
        JcifsStorage storage = servers.storage(Servers.settings(samba, SHARE).withSigning(Signing.OFF), budget);

        assertThat(wire(storage)).isEqualTo(Limits.Wire.OPEN);
        assertThat(RoundTrip.succeeds(samba.folder(SHARE), storage, "unsigned")).isTrue();
    }

    @Test
    void signingIsDoneWhenItIsRequired() throws IOException {
        SambaServer samba = servers.start(SambaSettings.defaults());
        JcifsStorage storage = servers.storage(Servers.settings(samba, SHARE).withSigning(Signing.REQUIRED), budget);

        assertThat(wire(storage)).isEqualTo(Limits.Wire.PROTECTED);
        assertThat(RoundTrip.succeeds(samba.folder(SHARE), storage, "signed")).isTrue();
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void everyDialectWorks(Dialect dialect) throws IOException {
        SambaServer samba = servers.start(SambaSettings.defaults());
        JcifsStorage storage = servers.storage(Servers.settings(samba, SHARE).withDialects(dialect, dialect), budget);

        assertThat(RoundTrip.succeeds(samba.folder(SHARE), storage, "by-" + dialect))
                .isTrue();
        assertThat(storage.dialect().block()).isEqualTo(dialect);
    }

    @Test
    void aServerOfNewerDialectsOnlyIsSaidToBeOne() {
        SambaServer samba = servers.start(SambaSettings.defaults()
                .withDialects(
                        org.alyxtransfer.sandbox.samba.Dialect.SMB3_11,
                        org.alyxtransfer.sandbox.samba.Dialect.SMB3_11));

        TransferException failure = failureOf(servers.storage(samba, SHARE, budget));

        assertThat(failure.kind()).isEqualTo(Kind.UNSUPPORTED);
        assertThat(failure).hasMessageContaining("smb.max-dialect");
        await().atMost(PATIENCE).until(() -> samba.connections() == 0);
    }

    @Test
    void aServerThatDemandsEncryptionIsSaidToDemandIt() {
        SambaServer samba = servers.start(SambaSettings.defaults().with(Encryption.REQUIRED));

        TransferException failure = failureOf(servers.storage(samba, SHARE, budget));

        assertThat(failure.kind()).isEqualTo(Kind.UNSUPPORTED);
        assertThat(failure).hasMessageContaining("demands encryption").hasMessageContaining("reactive");
        await().atMost(PATIENCE).until(() -> samba.connections() == 0);
    }

    @Test
    void aShareThatDemandsEncryptionIsSaidToDemandIt() throws IOException {
        SambaServer samba = servers.start(SambaSettings.defaults());
        addToShare(samba, "smb encrypt = required");

        TransferException failure = failureOf(servers.storage(samba, SHARE, budget));

        assertThat(failure.kind()).isEqualTo(Kind.UNSUPPORTED);
        assertThat(failure).hasMessageContaining("demands encryption");
    }

    @Test
    void aUserWhoMayNotUseTheShareIsDenied() throws IOException {
        SambaServer samba = servers.start(SambaSettings.defaults());
        addToShare(samba, "valid users = nobody");

        assertThat(failureOf(servers.storage(samba, SHARE, budget)).kind()).isEqualTo(Kind.DENIED);
    }

    @Test
    void aWrongPasswordIsSaidAndLeavesNoConnection() {
        SambaServer samba = servers.start(SambaSettings.defaults());
        JcifsSettings settings = JcifsSettings.of(
                        samba.host(), SHARE, samba.user(), () -> "not-the-password".toCharArray())
                .withPort(samba.port());
        JcifsStorage storage = servers.storage(settings, budget);

        TransferException failure = failureOf(storage);

        assertThat(failure.kind()).isEqualTo(Kind.AUTHENTICATION);
        assertThat(failure.getMessage()).contains(samba.user()).doesNotContain("not-the-password");
        await().atMost(PATIENCE).until(() -> samba.connections() == 0);
    }

    @Test
    void anUnknownShareIsNamed() {
        SambaServer samba = servers.start(SambaSettings.defaults());

        TransferException failure = failureOf(servers.storage(samba, "nosuchshare", budget));

        assertThat(failure.kind()).isEqualTo(Kind.NOT_FOUND);
        assertThat(failure).hasMessageContaining("no share named 'nosuchshare'");
    }

    @Test
    void noServerIsUnreachable() throws IOException {
        SambaServer samba = servers.start(SambaSettings.defaults());
        JcifsStorage storage = servers.storage(samba, SHARE, budget);
        samba.stop();

        assertThat(failureOf(storage).kind()).isEqualTo(Kind.UNREACHABLE);
    }

    @Test
    void aBaseFolderHoldsEverything() throws IOException {
        SambaServer samba = servers.start(SambaSettings.defaults());
        JcifsStorage storage =
                servers.storage(Servers.settings(samba, SHARE).withBase(FilePath.of("lab/Subjects")), budget);

        StagedFile staged = RoundTrip.stored(storage, "a/.s", RoundTrip.bytes(1000));
        storage.publish(staged, FilePath.of("a/file"), OnExisting.FAIL).block(PATIENCE);

        assertThat(samba.folder(SHARE).resolve("lab/Subjects/a/file")).hasSize(1000);
        assertThat(storage.freeBytes().block(PATIENCE)).isPositive();
    }

    @Test
    void closingLeavesNoSessionAndNoOpenFile() throws IOException {
        SambaServer samba = servers.start(SambaSettings.defaults());
        JcifsStorage storage = servers.storage(samba, SHARE, budget);
        for (int i = 0; i < 40; i++) {
            RoundTrip.stored(storage, "folder" + i % 3 + "/.s" + i, RoundTrip.bytes(100_000));
        }
        storage.lease(FilePath.of("folder0")).block(PATIENCE);
        assertThat(samba.connections()).isPositive();

        storage.close().block(PATIENCE);

        await().atMost(PATIENCE).until(() -> samba.connections() == 0 && samba.sessions() == 0);
        assertThat(samba.openFiles()).isZero();
        assertThat(samba.folder(SHARE).resolve("folder0").resolve(JcifsLease.NAME))
                .doesNotExist();
    }

    @Test
    void closingEndsOldConnectionsTooThatALeaseHeldOpen() throws IOException {
        SambaServer samba = servers.start(SambaSettings.defaults());
        JcifsStorage storage =
                servers.storage(Servers.settings(samba, SHARE).withLaneLife(3, Duration.ofHours(1)), budget);
        storage.lease(FilePath.of("folder0")).block(PATIENCE);
        storage.lease(FilePath.of("folder1")).block(PATIENCE);
        assertThat(samba.connections()).isEqualTo(2);

        storage.close().block(PATIENCE);

        await().atMost(PATIENCE).until(() -> samba.connections() == 0);
    }

    /** Adds a line to the last section of the configuration, which is the share. */
    private static void addToShare(SambaServer samba, String line) throws IOException {
        Files.writeString(samba.configuration(), "\n" + line + "\n", StandardOpenOption.APPEND);
        samba.restart();
    }

    private static Limits.Wire wire(Storage storage) {
        return Objects.requireNonNull(storage.limits().block(PATIENCE)).wire();
    }

    private static TransferException failureOf(Storage storage) {
        return catchThrowableOfType(
                TransferException.class, () -> storage.stat(FilePath.of("file")).block(PATIENCE));
    }
}
