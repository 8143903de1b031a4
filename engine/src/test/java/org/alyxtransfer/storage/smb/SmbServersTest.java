package org.alyxtransfer.storage.smb;

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
import org.alyxtransfer.sandbox.samba.Signing;
import org.alyxtransfer.smb.SmbCredentials;
import org.alyxtransfer.smb.SmbOptions;
import org.alyxtransfer.smb.message.Dialect;
import org.alyxtransfer.storage.Limits;
import org.alyxtransfer.storage.MemoryBudget;
import org.alyxtransfer.storage.RoundTrip;
import org.alyxtransfer.storage.StagedFile;
import org.alyxtransfer.storage.Storage;
import org.alyxtransfer.storage.Storage.OnExisting;
import org.alyxtransfer.storage.jcifs.JcifsSettings;
import org.alyxtransfer.storage.jcifs.JcifsStorage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** Servers of many kinds: what works with each, and what is said where it does not. */
@Tag("samba")
class SmbServersTest {
    private static final String SHARE = SambaSettings.DEFAULT_SHARE;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Servers servers = new Servers();
    private final MemoryBudget budget = new MemoryBudget(32L << 20);

    @AfterEach
    void stop() throws IOException {
        servers.close();
        assertThat(budget.reservedBytes()).isZero();
    }

    @Test
    void eachClientReadsWhatTheOtherWrote() throws IOException {
        SambaServer samba = servers.start(SambaSettings.defaults());
        SmbStorage reactive = servers.storage(samba, SHARE, budget);
        JcifsStorage jcifs = new JcifsStorage(
                JcifsSettings.of(samba.host(), SHARE, samba.user(), () -> samba.password()
                                .toCharArray())
                        .withPort(samba.port()),
                budget);
        byte[] content = RoundTrip.bytes(3_000_001);

        RoundTrip.stored(reactive, "by-reactive", content);
        RoundTrip.stored(jcifs, "by-jcifs", content);

        assertThat(RoundTrip.read(jcifs, "by-reactive", content.length, budget)).isEqualTo(content);
        assertThat(RoundTrip.read(reactive, "by-jcifs", content.length, budget)).isEqualTo(content);
        jcifs.close().block(PATIENCE);
    }

    @Test
    void aShareThatDemandsEncryptionGetsIt() throws IOException {
        SambaServer samba = servers.start(SambaSettings.defaults());
        addToShare(samba, "smb encrypt = required");
        SmbStorage storage = servers.storage(samba, SHARE, budget);

        assertThat(wire(storage)).isEqualTo(Limits.Wire.PROTECTED);
        assertThat(Objects.requireNonNull(storage.facts().block(PATIENCE)).isSealed())
                .isTrue();
        assertThat(RoundTrip.succeeds(samba.folder(SHARE), storage, "sealed")).isTrue();
    }

    @Test
    void encryptionThatIsRequiredAndCannotBeHadIsRefused() {
        SambaServer samba = servers.start(SambaSettings.defaults().with(Encryption.OFF));
        SmbOptions options = options(samba).with(SmbOptions.Encryption.REQUIRED);

        TransferException failure = failureOf(servers.storage(Servers.settings(options, samba, SHARE), budget));

        assertThat(failure.kind()).isEqualTo(Kind.UNSUPPORTED);
        assertThat(failure).hasMessageContaining("encryption");
        await().atMost(PATIENCE).until(() -> samba.connections() == 0);
    }

    @Test
    void encryptionBelowThreeIsRefused() {
        SambaServer samba = servers.start(SambaSettings.defaults());
        SmbOptions options =
                options(samba).with(SmbOptions.Encryption.REQUIRED).withDialects(Dialect.SMB_2_1, Dialect.SMB_2_1);

        TransferException failure = failureOf(servers.storage(Servers.settings(options, samba, SHARE), budget));

        assertThat(failure.kind()).isEqualTo(Kind.UNSUPPORTED);
    }

    @Test
    void signingThatIsOffIsRefusedByAServerThatDemandsIt() {
        SambaServer samba = servers.start(SambaSettings.defaults().with(Signing.REQUIRED));
        SmbOptions options = options(samba).with(SmbOptions.Signing.OFF);

        TransferException failure = failureOf(servers.storage(Servers.settings(options, samba, SHARE), budget));

        assertThat(failure.kind()).isEqualTo(Kind.UNSUPPORTED);
        assertThat(failure).hasMessageContaining("signing is off");
    }

    @Test
    void signingIsOnUnlessItIsOff() throws IOException {
        SambaServer samba = servers.start(SambaSettings.defaults());
        SmbStorage signed = servers.storage(samba, SHARE, budget);
        SmbStorage plain =
                servers.storage(Servers.settings(options(samba).with(SmbOptions.Signing.OFF), samba, SHARE), budget);

        assertThat(wire(signed)).isEqualTo(Limits.Wire.PROTECTED);
        assertThat(wire(plain)).isEqualTo(Limits.Wire.OPEN);
        assertThat(RoundTrip.succeeds(samba.folder(SHARE), plain, "plain")).isTrue();
    }

    @Test
    void aServerThatProtectsLessSinceItWasRestartedIsNoticed() throws IOException {
        SambaServer samba = servers.start(SambaSettings.defaults().with(Signing.REQUIRED));
        SmbOptions ifRequired = options(samba).with(SmbOptions.Signing.IF_REQUIRED);
        SmbStorage storage = servers.storage(Servers.settings(ifRequired, samba, SHARE), budget);
        assertThat(wire(storage)).isEqualTo(Limits.Wire.PROTECTED);

        String demanding = Files.readString(samba.configuration());
        Files.writeString(samba.configuration(), demanding.replace("server signing = mandatory", ""));
        samba.restart();

        await().atMost(PATIENCE).ignoreExceptions().until(() -> wire(storage) == Limits.Wire.OPEN);
    }

    @Test
    void aServerOfOlderDialectsOnlyIsSaidToBeOne() {
        SambaServer samba = servers.start(SambaSettings.defaults()
                .withDialects(
                        org.alyxtransfer.sandbox.samba.Dialect.SMB2_02,
                        org.alyxtransfer.sandbox.samba.Dialect.SMB2_02));

        TransferException failure = failureOf(servers.storage(samba, SHARE, budget));

        assertThat(failure.kind()).isEqualTo(Kind.UNSUPPORTED);
        assertThat(failure).hasMessageContaining("none of the dialects");
        assertThat(SmbStorage.isTooOld(failure)).isTrue();
    }

    @Test
    void aUserWhoMayNotUseTheShareIsDenied() throws IOException {
        SambaServer samba = servers.start(SambaSettings.defaults());
        addToShare(samba, "valid users = nobody");

        assertThat(failureOf(servers.storage(samba, SHARE, budget)).kind()).isEqualTo(Kind.DENIED);
    }

    @Test
    void aGuestIsNotTakenForTheUser() throws IOException {
        SambaServer samba =
                servers.start(SambaSettings.defaults().withOptions(java.util.Map.of("map to guest", "Bad Password")));
        SmbSettings settings = SmbSettings.of(
                options(samba), SmbCredentials.password(samba.user(), () -> "not-the-password".toCharArray()), SHARE);

        TransferException failure = failureOf(servers.storage(settings, budget));

        assertThat(failure.kind()).isEqualTo(Kind.AUTHENTICATION);
        assertThat(failure).hasMessageContaining("guest");
    }

    @Test
    void aWrongPasswordIsSaidAndLeavesNoConnection() {
        SambaServer samba = servers.start(SambaSettings.defaults());
        SmbSettings settings = SmbSettings.of(
                options(samba), SmbCredentials.password(samba.user(), () -> "not-the-password".toCharArray()), SHARE);

        TransferException failure = failureOf(servers.storage(settings, budget));

        assertThat(failure.kind()).isEqualTo(Kind.AUTHENTICATION);
        assertThat(failure.getMessage()).doesNotContain("not-the-password");
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
        SmbStorage storage = servers.storage(samba, SHARE, budget);
        samba.stop();

        assertThat(failureOf(storage).kind()).isEqualTo(Kind.UNREACHABLE);
    }

    @Test
    void aBaseFolderHoldsEverything() throws IOException {
        SambaServer samba = servers.start(SambaSettings.defaults());
        SmbStorage storage =
                servers.storage(Servers.settings(samba, SHARE).withBase(FilePath.of("lab/Subjects")), budget);

        StagedFile staged = RoundTrip.stored(storage, "a/.s", RoundTrip.bytes(1000));
        storage.publish(staged, FilePath.of("a/file"), OnExisting.FAIL).block(PATIENCE);

        assertThat(samba.folder(SHARE).resolve("lab/Subjects/a/file")).hasSize(1000);
        assertThat(storage.freeBytes().block(PATIENCE)).isPositive();
    }

    @Test
    void anOlderFileOfTheSameSizeIsNotTakenForTheNewOne() throws IOException {
        SambaServer samba = servers.start(SambaSettings.defaults());
        SmbStorage storage = servers.storage(samba, SHARE, budget);
        Files.write(samba.folder(SHARE).resolve("small"), new byte[1_000]);
        Files.write(samba.folder(SHARE).resolve("large"), new byte[3_000_000]);
        StagedFile small = RoundTrip.stored(storage, ".small", RoundTrip.bytes(1_000));
        StagedFile large = RoundTrip.stored(storage, ".large", RoundTrip.bytes(3_000_000));

        Files.delete(samba.folder(SHARE).resolve(".small"));
        Files.delete(samba.folder(SHARE).resolve(".large"));

        assertThat(failureOf(storage.publish(small, FilePath.of("small"), OnExisting.REPLACE)))
                .isEqualTo(Kind.NOT_FOUND);
        assertThat(failureOf(storage.publish(large, FilePath.of("large"), OnExisting.REPLACE)))
                .isEqualTo(Kind.NOT_FOUND);
    }

    @Test
    void closingLeavesNoSessionAndNoOpenFile() throws IOException {
        SambaServer samba = servers.start(SambaSettings.defaults());
        SmbStorage storage = servers.storage(samba, SHARE, budget);
        for (int i = 0; i < 40; i++) {
            RoundTrip.stored(storage, "folder" + i % 3 + "/.s" + i, RoundTrip.bytes(100_000));
        }
        storage.lease(FilePath.of("folder0")).block(PATIENCE);
        assertThat(samba.connections()).isPositive();

        storage.close().block(PATIENCE);

        await().atMost(PATIENCE).until(() -> samba.connections() == 0 && samba.sessions() == 0);
        assertThat(samba.openFiles()).isZero();
        assertThat(samba.folder(SHARE).resolve("folder0").resolve(SmbLease.NAME))
                .doesNotExist();
    }

    private static SmbOptions options(SambaServer samba) {
        return SmbOptions.of(samba.host()).withPort(samba.port());
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

    private static Kind failureOf(Mono<Void> step) {
        return catchThrowableOfType(TransferException.class, () -> step.block(PATIENCE))
                .kind();
    }
}
