package org.alyxtransfer.smb.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.alyxtransfer.sandbox.hostile.Frames;
import org.alyxtransfer.sandbox.hostile.HostileProxy;
import org.alyxtransfer.sandbox.hostile.Tamper;
import org.alyxtransfer.sandbox.hostile.Tamper.Reply;
import org.alyxtransfer.sandbox.samba.Samba;
import org.alyxtransfer.sandbox.samba.SambaServer;
import org.alyxtransfer.sandbox.samba.SambaSettings;
import org.alyxtransfer.smb.OpenMode;
import org.alyxtransfer.smb.SmbAttributes;
import org.alyxtransfer.smb.SmbClient;
import org.alyxtransfer.smb.SmbCredentials;
import org.alyxtransfer.smb.SmbFile;
import org.alyxtransfer.smb.SmbOptions;
import org.alyxtransfer.smb.SmbSession;
import org.alyxtransfer.smb.SmbShare;
import org.alyxtransfer.smb.failure.SmbException;
import org.alyxtransfer.smb.failure.SmbException.Reason;
import org.alyxtransfer.smb.message.Command;
import org.alyxtransfer.smb.message.Header;
import org.alyxtransfer.smb.message.NtStatus;
import org.alyxtransfer.smb.wire.Payload;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.Disposable;

/** Servers that say nothing wrong, and as little as they can: the client waits for no more than is due, and asks again. */
@Tag("samba")
@NullUnmarked // block() is @Nullable where it never is null here
class GrudgingServerTest {
    private static final Duration LITTLE = Duration.ofMillis(300);
    private static final Duration DRIP = Duration.ofMillis(50);
    private static SambaServer samba;
    private final AtomicBoolean isDry = new AtomicBoolean();
    private final CompletableFuture<Boolean> isWatched = new CompletableFuture<>();

    @BeforeAll
    static void start() throws IOException {
        samba = Samba.start(SambaSettings.defaults());
        Errand.prepare(samba.folder("transfer"));
        logOn(samba.port(), Errand.SOON)
                .logOff()
                .block(Errand.SOON); // a JVM's first login may take longer than a little
    }

    @AfterAll
    static void stop() throws IOException {
        samba.close();
    }

    @Test
    void aReadThatDripsIsGivenUp() throws Exception {
        through(
                (number, answer) -> isRead(answer) ? Reply.slowly(drops(Reply.framed(answer)), DRIP) : Reply.of(answer),
                LITTLE,
                share -> {
                    SmbFile file = Errand.done(share.open("large.bin", OpenMode.READ));
                    fails(
                            () -> file.read(0, Payload.empty(100_000)).block(Errand.SOON),
                            Reason.TIMEOUT,
                            "did not answer");
                });
    }

    @Test
    void aWatchWhoseAnswerDripsIsGivenUp() throws Exception {
        through(this::dripping, LITTLE, share -> {
            CompletableFuture<Throwable> end = new CompletableFuture<>();
            Disposable watch = share.watch("fixed", false)
                    .subscribe(change -> {}, end::complete, () -> end.complete(new IllegalStateException("ended")));
            isWatched.get(5, TimeUnit.SECONDS);
            Files.createFile(samba.folder("transfer").resolve("fixed").resolve("long".repeat(50)));

            assertThat(end.get(10, TimeUnit.SECONDS)).hasMessageContaining("did not answer");

            watch.dispose();
        });
    }

    @Test
    void aServerThatGrantsNoMoreRequestsIsLeft() throws Exception {
        through(this::grudging, LITTLE, share -> {
            isDry.set(true);

            fails(() -> readsWithoutEnd(share), Reason.DISCONNECTED, "grants no more requests");
        });
    }

    @Test
    void aServerThatGrantsNoMoreRequestsIsLeftThoughAWatchWaits() throws Exception {
        through(this::grudging, LITTLE, share -> {
            Disposable watch = share.watch("fixed", false).subscribe(change -> {}, failure -> {});

            fails(() -> readsWithoutEnd(share), Reason.DISCONNECTED, "grants no more requests");

            watch.dispose();
        });
    }

    @ParameterizedTest
    @EnumSource(names = {"PUT", "WRITE"})
    void aServerThatTellsNothingOnClosingIsAsked(Errand errand) throws Exception {
        through(
                (number, answer) -> Reply.of(tellingNothing(answer)),
                Errand.SOON,
                share -> errand.run(share, samba.folder("transfer"), "own.bin", true));
    }

    @Test
    void aServerThatTellsNothingOnClosingIsAskedForTheTimeThatWasSet() throws Exception {
        Instant written = Instant.parse("2020-01-02T03:04:05Z");
        through((number, answer) -> Reply.of(tellingNothing(answer)), Errand.SOON, share -> {
            SmbFile file = Errand.done(share.open("first.bin", OpenMode.WRITE_FRESH));
            file.write(0, Payload.copyOf(ByteBuffer.wrap(new byte[1_000]))).block(Errand.SOON);

            SmbAttributes closed = Errand.done(file.close(written));

            assertThat(closed.size()).isEqualTo(1_000);
            assertThat(closed.written()).isEqualTo(written);
        });
    }

    /** From a watch's interim answer on, at the latest, no answer gives the right to ask for more. */
    private Reply grudging(int number, byte[] answer) {
        if (Bytes.isOf(Command.CHANGE_NOTIFY, answer)) {
            isDry.set(true);
        }
        if (isDry.get()) {
            Frames.starts(answer).forEach(start -> Bytes.of(answer).putShort(start + Bytes.CREDITS, (short) 0));
        }
        return Reply.of(answer);
    }

    /** Reads of the largest size cost the most credits. */
    private static void readsWithoutEnd(SmbShare share) {
        SmbFile file = Errand.done(share.open("large.bin", OpenMode.READ));
        Payload target = Payload.empty(share.facts().largestRead());
        file.read(0, target).repeat().blockLast(Errand.SOON);
    }

    private static byte[] tellingNothing(byte[] answer) {
        for (int start : Frames.starts(answer)) {
            boolean isClose = Bytes.of(answer).getShort(start + Bytes.COMMAND) == Command.CLOSE.code();
            if (isClose && Bytes.of(answer).getInt(start + Bytes.STATUS) == NtStatus.SUCCESS) {
                Arrays.fill(answer, start + Header.BYTES + 2, start + Header.BYTES + 60, (byte) 0);
            }
        }
        return answer;
    }

    private static boolean isRead(byte[] answer) {
        return Bytes.isOf(Command.READ, answer) && Bytes.status(answer) == NtStatus.SUCCESS;
    }

    private Reply dripping(int number, byte[] answer) {
        if (!Bytes.isOf(Command.CHANGE_NOTIFY, answer)) {
            return Reply.of(answer);
        }
        isWatched.complete(true);
        return Bytes.status(answer) == NtStatus.SUCCESS
                ? Reply.slowly(drops(Reply.framed(answer)), DRIP)
                : Reply.of(answer);
    }

    /** Half of it, and then byte by byte more than anybody waits for. */
    private static List<byte[]> drops(byte[] frame) {
        List<byte[]> drops = new ArrayList<>();
        int half = frame.length / 2;
        drops.add(Arrays.copyOf(frame, half));
        for (int at = half; at < Math.min(frame.length, half + 400); at++) {
            drops.add(new byte[] {frame[at]});
        }
        return drops;
    }

    /** What is done with a share. */
    private interface Use {
        void of(SmbShare share) throws Exception;
    }

    private static void through(Tamper tamper, Duration patience, Use use) throws Exception {
        try (HostileProxy proxy = HostileProxy.before(samba.host(), samba.port())) {
            proxy.use(tamper);
            SmbSession session = logOn(proxy.port(), patience);
            use.of(Errand.done(session.share("transfer")));
            session.logOff().block(Errand.SOON);
            assertThat(proxy.isLeft(Errand.SOON)).isTrue();
        }
    }

    private static void fails(ThrowingCallable step, Reason reason, String saying) {
        assertThatThrownBy(step)
                .hasMessageContaining(saying)
                .isInstanceOfSatisfying(
                        SmbException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }

    private static SmbSession logOn(int port, Duration patience) {
        SmbOptions options = Guarding.NOT
                .on(SmbOptions.of("127.0.0.1").withPort(port))
                .withTimeouts(Duration.ofSeconds(5), patience);
        return Errand.done(SmbClient.of(options).logOn(SmbCredentials.password(samba.user(), () -> samba.password()
                .toCharArray())));
    }
}
