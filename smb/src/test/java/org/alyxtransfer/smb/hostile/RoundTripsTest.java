package org.alyxtransfer.smb.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.BiConsumer;
import org.alyxtransfer.sandbox.hostile.Frames;
import org.alyxtransfer.sandbox.hostile.Frames.Answer;
import org.alyxtransfer.sandbox.hostile.HostileProxy;
import org.alyxtransfer.sandbox.samba.Samba;
import org.alyxtransfer.sandbox.samba.SambaServer;
import org.alyxtransfer.sandbox.samba.SambaSettings;
import org.alyxtransfer.smb.SmbAttributes;
import org.alyxtransfer.smb.SmbClient;
import org.alyxtransfer.smb.SmbCredentials;
import org.alyxtransfer.smb.SmbOptions;
import org.alyxtransfer.smb.SmbSession;
import org.alyxtransfer.smb.SmbShare;
import org.alyxtransfer.smb.failure.SmbException;
import org.alyxtransfer.smb.message.Command;
import org.alyxtransfer.smb.message.Header;
import org.alyxtransfer.smb.message.NtStatus;
import org.alyxtransfer.smb.wire.Payload;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.Disposable;

/** Which requests travel together, and what becomes of those behind one that failed. */
@Tag("samba")
@NullUnmarked // block() is @Nullable where it never is null here
class RoundTripsTest {
    private static final int NAMED = 10; // bytes of a file that a test has made
    private static SambaServer samba;

    private final Frames frames = new Frames();
    private HostileProxy proxy;

    @BeforeAll
    static void start() throws IOException {
        samba = Samba.start(SambaSettings.defaults());
        Errand.prepare(samba.folder("transfer"));
    }

    @AfterAll
    static void stop() throws IOException {
        samba.close();
    }

    @BeforeEach
    void stand() {
        proxy = HostileProxy.before(samba.host(), samba.port());
        proxy.use(frames);
    }

    @AfterEach
    void leave() {
        proxy.close();
    }

    @Test
    void aSmallFileGoesUpInOneFrameAndGetsItsNameInAnother() {
        SmbShare share = share(Guarding.NOT);

        put(share, ".part");
        share.rename(".part", "named.npy", true).block(Errand.SOON);

        assertThat(asked())
                .containsExactly(
                        List.of(Command.CREATE, Command.WRITE, Command.SET_INFO, Command.FLUSH, Command.CLOSE),
                        List.of(Command.CREATE, Command.SET_INFO, Command.CLOSE));
    }

    @Test
    void aSmallFileComesDownInOneFrame() {
        SmbShare share = share(Guarding.NOT);

        Errand.GET.run(share, samba.folder("transfer"), "", true);

        assertThat(asked()).containsExactly(List.of(Command.CREATE, Command.READ, Command.CLOSE));
    }

    @Test
    void aFileThatIsThoughtToBeEmptyIsNotReadHoweverItHasGrown() {
        SmbSession session = logOn(Guarding.GMAC);
        SmbShare share = Errand.done(session.share("transfer"));
        put(share, "grown.npy");
        frames.forget();

        SmbAttributes found = Errand.done(share.get("grown.npy", Payload.empty(0)));
        session.echo().block(Errand.SOON);

        assertThat(found.size()).isEqualTo(NAMED);
        assertThat(asked()).containsExactly(List.of(Command.CREATE, Command.CLOSE), List.of(Command.ECHO));
    }

    @Test
    void aFileThatIsShorterThanThoughtSaysSo() {
        SmbShare share = share(Guarding.GMAC);
        put(share, "shorter.npy");

        SmbAttributes found = Errand.done(share.get("shorter.npy", Payload.empty(NAMED + 1)));

        assertThat(found.size()).isEqualTo(NAMED);
    }

    @Test
    void aServerThatTellsNothingOnClosingIsAskedForWhatWasRead() {
        proxy.use(changing(Command.CLOSE, (message, at) -> Bytes.of(message).putShort(at + 2, (short) 0)));
        SmbShare share = share(Guarding.NOT);

        Errand.GET.run(share, samba.folder("transfer"), "", true);

        assertThat(asked())
                .containsExactly(
                        List.of(Command.CREATE, Command.READ, Command.CLOSE), List.of(Command.CREATE, Command.CLOSE));
    }

    @Test
    void bytesThatWereNotReadAreMissed() {
        proxy.use(changing(Command.READ, (message, at) -> Bytes.of(message).putInt(at + 4, NAMED - 1)));
        SmbShare share = share(Guarding.NOT);
        put(share, "half.npy");

        assertThatThrownBy(() -> share.get("half.npy", Payload.empty(NAMED)).block(Errand.SOON))
                .isInstanceOfSatisfying(
                        SmbException.class, e -> assertThat(e.status()).isEqualTo(NtStatus.END_OF_FILE));
    }

    @Test
    void bytesThatWereNotWrittenInAPutAreAFullDisk() {
        proxy.use(changing(Command.WRITE, (message, at) -> Bytes.of(message).putInt(at + 4, NAMED - 1)));
        SmbShare share = share(Guarding.NOT);

        assertThatThrownBy(() -> put(share, "own.bin"))
                .isInstanceOfSatisfying(
                        SmbException.class, e -> assertThat(e.status()).isEqualTo(NtStatus.DISK_FULL))
                .hasMessageContaining("9 of 10 bytes");
    }

    /** As servers do that skip what is behind a step that failed. */
    @Test
    void aFileThatCouldNotBeReadIsClosedWhereTheServerDidNot() throws Exception {
        SmbSession session = logOn(Guarding.NOT);
        SmbShare share = Errand.done(session.share("transfer"));
        put(share, "locked.npy");
        session.logOff().block(Errand.SOON);
        proxy.use(changing(Command.READ, (message, at) -> {
            int read = at - Header.BYTES;
            int close = read + Bytes.of(message).getInt(read + Bytes.NEXT);
            Bytes.of(message).putInt(read + Bytes.STATUS, NtStatus.FILE_LOCK_CONFLICT);
            Bytes.of(message).putInt(close + Bytes.STATUS, NtStatus.FILE_LOCK_CONFLICT);
        }));
        SmbSession next = logOn(Guarding.NOT);
        SmbShare same = Errand.done(next.share("transfer"));

        assertThatThrownBy(() -> same.get("locked.npy", Payload.empty(NAMED)).block(Errand.SOON))
                .isInstanceOfSatisfying(
                        SmbException.class, e -> assertThat(e.status()).isEqualTo(NtStatus.FILE_LOCK_CONFLICT));
        next.echo().block(Errand.SOON);

        assertThat(asked()).endsWith(List.of(Command.CLOSE), List.of(Command.ECHO));
    }

    @ParameterizedTest
    @EnumSource(names = {"NOT", "GMAC", "CMAC_AT_3_0_2", "HMAC_AT_2_1"})
    void aWatchThatNobodyWantsAnyMoreIsCancelledAtTheServer(Guarding guarding) {
        SmbSession session = logOn(guarding);
        SmbShare share = Errand.done(session.share("transfer"));

        Disposable watching = share.watch("fixed", true).subscribe();
        await().atMost(Errand.SOON).until(() -> isAnswered(Command.CHANGE_NOTIFY, NtStatus.PENDING));
        watching.dispose();
        await().atMost(Errand.SOON).until(() -> isAnswered(Command.CHANGE_NOTIFY, NtStatus.CANCELLED));
        session.echo().block(Errand.SOON);

        assertThat(asked())
                .containsSubsequence(List.of(Command.CHANGE_NOTIFY), List.of(Command.CANCEL), List.of(Command.CLOSE));
    }

    @Test
    void anIdleConnectionIsAskedForSignsOfLife() {
        SmbSession session = logOn(Guarding.GMAC
                .on(options())
                .withTimeouts(Duration.ofSeconds(5), Duration.ofSeconds(2))
                .withIdle(Duration.ofMillis(20)));
        Answer alive = new Answer(Command.ECHO.code(), NtStatus.SUCCESS);

        await().atMost(Errand.SOON).until(() -> Collections.frequency(frames.answered(), alive) > 1);

        assertThat(session.isOpen()).isTrue();
    }

    private boolean isAnswered(Command command, int status) {
        return frames.answered().contains(new Answer(command.code(), status));
    }

    private List<List<Command>> asked() {
        return frames.asked().stream()
                .map(frame -> frame.stream().map(Command::of).toList())
                .toList();
    }

    /** Remembers as the others do, and changes a body in each answer's chain. */
    private Frames changing(Command command, BiConsumer<byte[], Integer> change) {
        return new Frames() {
            @Override
            public void request(byte[] message) {
                frames.request(message);
            }

            @Override
            public Reply answer(int number, byte[] message) {
                for (int start : starts(message)) {
                    byte[] one = Arrays.copyOfRange(message, start, message.length);
                    if (Bytes.isOf(command, one) && Bytes.status(one) == NtStatus.SUCCESS) {
                        change.accept(message, start + Header.BYTES);
                    }
                }
                return Reply.of(message);
            }
        };
    }

    private SmbShare share(Guarding guarding) {
        SmbShare share = Errand.done(logOn(guarding).share("transfer"));
        frames.forget();
        return share;
    }

    private SmbOptions options() {
        return SmbOptions.of("127.0.0.1").withPort(proxy.port());
    }

    private SmbSession logOn(Guarding guarding) {
        return logOn(guarding.on(options()));
    }

    private static SmbSession logOn(SmbOptions options) {
        return Errand.done(SmbClient.of(options).logOn(SmbCredentials.password(samba.user(), () -> samba.password()
                .toCharArray())));
    }

    private static void put(SmbShare share, String path) {
        share.put(path, Payload.copyOf(ByteBuffer.wrap(new byte[NAMED])), Instant.EPOCH)
                .block(Errand.SOON);
    }
}
