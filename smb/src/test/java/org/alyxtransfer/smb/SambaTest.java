package org.alyxtransfer.smb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.alyxtransfer.sandbox.samba.Samba;
import org.alyxtransfer.sandbox.samba.SambaServer;
import org.alyxtransfer.sandbox.samba.SambaSettings;
import org.alyxtransfer.smb.SmbOptions.Encryption;
import org.alyxtransfer.smb.SmbOptions.Signing;
import org.alyxtransfer.smb.failure.SmbException;
import org.alyxtransfer.smb.failure.SmbException.Reason;
import org.alyxtransfer.smb.message.Algorithms;
import org.alyxtransfer.smb.message.Change;
import org.alyxtransfer.smb.message.Dialect;
import org.alyxtransfer.smb.message.NtStatus;
import org.alyxtransfer.smb.wire.Payload;
import org.awaitility.Awaitility;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

/** What the client does with a real server. */
@Tag("samba")
@NullUnmarked // block() is @Nullable where it never is null here
class SambaTest {
    private static final String SHARE = "transfer";
    private static final int MEBIBYTE = 1 << 20;
    private static final Duration SOON = Duration.ofSeconds(20);
    private static SambaServer samba;
    private SmbSession session;

    @BeforeAll
    static void start() throws IOException {
        samba = Samba.start(SambaSettings.defaults());
    }

    @AfterAll
    static void stop() throws IOException {
        samba.close();
    }

    @AfterEach
    void logOff() {
        if (session != null) {
            session.logOff().block(SOON);
        }
    }

    static Stream<SmbOptions> everyProtection() {
        SmbOptions base = SmbOptions.of(samba.host()).withPort(samba.port());
        SmbOptions sealed = base.with(Encryption.REQUIRED);
        return Stream.of(
                base,
                base.with(Signing.OFF),
                base.withSignatures(List.of(Algorithms.AES_CMAC)),
                sealed,
                sealed.withCiphers(List.of(Algorithms.AES_256_GCM)),
                sealed.withCiphers(List.of(Algorithms.AES_128_CCM)),
                sealed.withCiphers(List.of(Algorithms.AES_256_CCM)),
                sealed.withDialects(Dialect.SMB_3_0, Dialect.SMB_3_0),
                base.withDialects(Dialect.SMB_2_1, Dialect.SMB_2_1),
                base.withDialects(Dialect.SMB_3_0, Dialect.SMB_3_0),
                base.withDialects(Dialect.SMB_3_0_2, Dialect.SMB_3_0_2),
                base.with(Signing.OFF).withDialects(Dialect.SMB_2_1, Dialect.SMB_2_1));
    }

    @ParameterizedTest
    @MethodSource("everyProtection")
    void bytesArriveAndComeBack(SmbOptions options) throws IOException {
        SmbShare share = share(options);
        byte[] content = random(3 * MEBIBYTE + 77);

        SmbFile file = share.open("large.bin", OpenMode.WRITE_FRESH).block(SOON);
        Flux.range(0, 4)
                .flatMap(i -> file.write((long) i * MEBIBYTE, Payload.copyOf(part(content, i))), 4, 1)
                .blockLast(SOON);
        file.flush().block(SOON);
        SmbAttributes closed = file.close().block(SOON);

        assertThat(closed.size()).isEqualTo(content.length);
        assertThat(Files.readAllBytes(samba.folder(SHARE).resolve("large.bin"))).isEqualTo(content);
        assertThat(readBack(share, content.length)).isEqualTo(content);
    }

    @ParameterizedTest
    @MethodSource("everyProtection")
    void aSmallFileTakesOneRoundTripEachWay(SmbOptions options) throws IOException {
        SmbShare share = share(options);
        byte[] content = random(16_384);
        Instant written = Instant.parse("2020-01-02T03:04:05.123456700Z");

        SmbAttributes stored = share.put("small.npy", Payload.copyOf(ByteBuffer.wrap(content)), written)
                .block(SOON);
        Payload back = Payload.empty(content.length);
        SmbAttributes found = share.get("small.npy", back).block(SOON);

        assertThat(stored.size()).isEqualTo(content.length);
        assertThat(found.written()).isEqualTo(written);
        assertThat(back.bytes()).isEqualTo(ByteBuffer.wrap(content));
    }

    @Test
    void aFileThatIsBegunShowsItsTimeOfCreationUntilItIsBegunAnew() {
        SmbShare share = share(plain());
        Instant first = Instant.parse("2026-01-02T03:04:05.123456700Z");
        Instant second = first.plusNanos(100);

        SmbFile begun = share.begin("begun.npy", first).block(SOON);
        begun.write(0, Payload.copyOf(ByteBuffer.wrap(random(10)))).block(SOON);
        SmbAttributes closed = begun.close(Instant.EPOCH).block(SOON);
        SmbAttributes emptied = share.put("begun.npy", Payload.copyOf(ByteBuffer.wrap(random(20))), Instant.EPOCH)
                .block(SOON);
        SmbFile anew = share.begin("begun.npy", second).block(SOON);
        anew.close().block(SOON);

        assertThat(begun.opened().created()).isEqualTo(first);
        assertThat(closed.created()).isEqualTo(first);
        assertThat(emptied.created())
                .as("Samba keeps it when a file is overwritten")
                .isEqualTo(first);
        assertThat(anew.opened().created()).isEqualTo(second);
        assertThat(anew.opened().size()).isZero();
        assertThat(share.stat("begun.npy").block(SOON).created()).isEqualTo(second);
    }

    @Test
    void aFileThatIsBegunUnderAHiddenNameCanBeOverwrittenAndIsNotHiddenUnderAnother() {
        SmbShare share = share(plain());
        Payload content = Payload.copyOf(ByteBuffer.wrap(random(10)));

        share.begin(".begun.npy", Instant.EPOCH).block(SOON).close().block(SOON);
        share.put(".begun.npy", content, Instant.EPOCH).block(SOON);
        share.begin(".begun.npy", Instant.EPOCH).block(SOON).close().block(SOON);
        share.rename(".begun.npy", "named.npy", true).block(SOON);

        assertThat(share.stat("named.npy").block(SOON).isHidden()).isFalse();
    }

    @Test
    void foldersAreMadeListedAndWatched() {
        SmbShare share = share(plain());
        share.makeFolder("subject").block(SOON);
        Flux<Change> news = share.watch("subject", false);

        StepVerifier.create(news.take(1))
                .thenAwait(Duration.ofMillis(300))
                .then(() -> share.put("subject/b.npy", Payload.copyOf(ByteBuffer.wrap(random(10))), Instant.EPOCH)
                        .subscribe())
                .assertNext(change -> assertThat(change.name()).isEqualTo("b.npy"))
                .expectComplete()
                .verify(SOON);
        share.rename("subject/b.npy", "subject/a.npy", false).block(SOON);
        assertThat(share.list("subject").map(SmbEntry::name).collectList().block(SOON))
                .containsExactly("a.npy");
        share.delete("subject/a.npy").block(SOON);
        assertThat(share.list("subject").collectList().block(SOON)).isEmpty();
    }

    @Test
    void anOpenFileTakesItsSizeRoomAndTime() throws IOException {
        SmbShare share = share(plain());
        Instant written = Instant.parse("2020-01-02T03:04:05.123456700Z");
        SmbFile file = share.open("set.npy", OpenMode.WRITE_FRESH).block(SOON);
        file.write(0, Payload.copyOf(ByteBuffer.wrap(random(10)))).block(SOON);

        file.setSize(8).block(SOON);
        file.reserve(MEBIBYTE).block(SOON);
        assertThat(share.stat("set.npy").block(SOON).size()).isEqualTo(8);
        file.reserve(3).block(SOON); // less than its size cuts it off
        file.setWritten(written).block(SOON);
        SmbAttributes closed = file.close().block(SOON);

        assertThat(closed.size()).isEqualTo(3);
        assertThat(closed.written()).isEqualTo(written);
        Path there = samba.folder(SHARE).resolve("set.npy");
        assertThat(Files.getLastModifiedTime(there).toInstant()).isEqualTo(written);
        assertThat(there).hasSize(3);
    }

    @Test
    void anOpenFileTakesANameAndGoes() throws IOException {
        SmbShare share = share(plain());
        Path folder = samba.folder(SHARE);
        Files.writeString(folder.resolve("first.npy"), "first");
        Files.writeString(folder.resolve("taken.npy"), "taken");
        SmbFile file = share.open("first.npy", OpenMode.RENAME).block(SOON);

        assertThatThrownBy(() -> file.rename("taken.npy", false).block(SOON))
                .isInstanceOfSatisfying(
                        SmbException.class, e -> assertThat(e.status()).isEqualTo(NtStatus.OBJECT_NAME_COLLISION));
        file.rename("taken.npy", true).block(SOON);
        assertThat(folder.resolve("taken.npy")).hasContent("first");
        assertThat(folder.resolve("first.npy")).doesNotExist();
        file.deleteOnClose(true).block(SOON);
        file.deleteOnClose(false).block(SOON);
        file.close().block(SOON);
        assertThat(folder.resolve("taken.npy")).exists();

        SmbFile again = share.open("taken.npy", OpenMode.RENAME).block(SOON);
        again.deleteOnClose(true).block(SOON);
        again.close().block(SOON);
        assertThat(folder.resolve("taken.npy")).doesNotExist();
    }

    @Test
    void aWrongPasswordIsToldApart() {
        assertThatThrownBy(() -> SmbClient.of(plain())
                        .logOn(SmbCredentials.password(samba.user(), () -> "wrong".toCharArray()))
                        .block(SOON))
                .isInstanceOfSatisfying(
                        SmbException.class, e -> assertThat(e.reason()).isEqualTo(Reason.AUTHENTICATION));
    }

    @Test
    void aCipherThatWasNotOfferedIsNotUsed() {
        SmbOptions other = plain().with(Encryption.REQUIRED).withCiphers(List.of(Algorithms.AES_256_GCM));

        assertThatThrownBy(() -> share(other.withDialects(Dialect.SMB_3_0, Dialect.SMB_3_0)))
                .isInstanceOfSatisfying(
                        SmbException.class, e -> assertThat(e.reason()).isEqualTo(Reason.POLICY));
    }

    @Test
    void anErrorKeepsTheServersStatus() {
        SmbShare share = share(plain());

        assertThatThrownBy(() -> share.stat("nowhere").block(SOON))
                .isInstanceOfSatisfying(
                        SmbException.class, e -> assertThat(e.status()).isEqualTo(NtStatus.OBJECT_NAME_NOT_FOUND));
        assertThatThrownBy(() -> session.share("nothing").block(SOON))
                .isInstanceOfSatisfying(
                        SmbException.class, e -> assertThat(e.status()).isEqualTo(NtStatus.BAD_NETWORK_NAME));
    }

    @Test
    void aCancelledOpenLeavesNoFileOpen() throws Exception {
        SmbShare share = share(plain());
        share.put("opened.npy", Payload.copyOf(ByteBuffer.wrap(random(10))), Instant.EPOCH)
                .block(SOON);

        Random moments = new Random(400);
        for (int i = 0; i < 1_000; i++) {
            Disposable opening = share.open("opened.npy", OpenMode.READ)
                    .flatMap(SmbFile::close) // if it was there before the cancellation
                    .subscribe();
            long until = System.nanoTime() + moments.nextInt(400_000); // about when the answer comes
            while (System.nanoTime() < until) {
                Thread.onSpinWait();
            }
            opening.dispose();
        }
        session.echo().block(SOON);

        Awaitility.await().atMost(SOON).until(() -> samba.openFiles() == 0);
    }

    private static SmbOptions plain() {
        return SmbOptions.of(samba.host()).withPort(samba.port());
    }

    private SmbShare share(SmbOptions options) {
        session = SmbClient.of(options)
                .logOn(SmbCredentials.password(
                        samba.user(), () -> samba.password().toCharArray()))
                .block(SOON);
        return session.share(SHARE).block(SOON);
    }

    private static byte[] readBack(SmbShare share, int length) {
        SmbFile file = share.open("large.bin", OpenMode.READ).block(SOON);
        byte[] all = new byte[length];
        for (int at = 0; at < length; at += MEBIBYTE) {
            Payload target = Payload.empty(Math.min(MEBIBYTE, length - at));
            assertThat(file.read(at, target).block(SOON)).isEqualTo(target.length());
            target.bytes().get(all, at, target.length());
        }
        assertThat(file.read(length, Payload.empty(10)).block(SOON)).isZero();
        file.close().block(SOON);
        return all;
    }

    private static ByteBuffer part(byte[] content, int index) {
        int from = index * MEBIBYTE;
        return ByteBuffer.wrap(content, from, Math.min(MEBIBYTE, content.length - from));
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }
}
