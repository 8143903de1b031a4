package org.alyxtransfer.smb.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.PooledByteBufAllocator;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.alyxtransfer.sandbox.hostile.HostileProxy;
import org.alyxtransfer.sandbox.hostile.Tamper;
import org.alyxtransfer.sandbox.hostile.Tamper.Reply;
import org.alyxtransfer.sandbox.samba.Samba;
import org.alyxtransfer.sandbox.samba.SambaServer;
import org.alyxtransfer.sandbox.samba.SambaSettings;
import org.alyxtransfer.smb.OpenMode;
import org.alyxtransfer.smb.SmbClient;
import org.alyxtransfer.smb.SmbCredentials;
import org.alyxtransfer.smb.SmbEntry;
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
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Single lies, each at its place: what the client makes of them, and that it leaves. */
@Tag("samba")
@NullUnmarked // block() is @Nullable where it never is null here
class LyingServerTest {
    private static SambaServer samba;

    @BeforeAll
    static void start() throws IOException {
        samba = Samba.start(SambaSettings.defaults());
        Errand.prepare(samba.folder("transfer"));
    }

    @AfterAll
    static void stop() throws IOException {
        samba.close();
    }

    @ParameterizedTest
    @EnumSource(Guarding.class)
    void anHonestServerIsBelieved(Guarding guarding) throws Exception {
        try (HostileProxy proxy = HostileProxy.before(samba.host(), samba.port())) {
            SmbSession session = logOn(proxy, guarding);
            for (Errand errand : Errand.values()) {
                errand.run(Errand.done(session.share("transfer")), samba.folder("transfer"), "own.bin", true);
            }
            session.logOff().block(Errand.SOON);
            assertThat(proxy.isLeft(Errand.SOON)).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.MATCH_ANY,
            names = {"GMAC", "CMAC.*", "HMAC.*"})
    void aChangedByteOfWhatWasReadShows(Guarding guarding) throws Exception {
        refused(
                guarding,
                each(Command.READ, answer -> Bytes.flipped(answer, answer.length - 1)),
                Errand.READ,
                Reason.PROTOCOL,
                "wrong signature");
    }

    @Test
    void aChangedByteOfACompoundShows() throws Exception {
        refused(
                Guarding.GMAC,
                each(Command.CREATE, answer -> Bytes.flipped(answer, answer.length - 1)),
                Errand.GET,
                Reason.PROTOCOL,
                "wrong signature");
    }

    @Test
    void anAnswerWithoutItsSignatureIsRefused() throws Exception {
        refused(
                Guarding.GMAC,
                each(Command.READ, answer -> {
                    answer[Bytes.FLAGS] &= ~Header.SIGNED;
                    return answer;
                }),
                Errand.READ,
                Reason.PROTOCOL,
                "not signed");
    }

    @ParameterizedTest
    @EnumSource(names = {"GMAC", "CMAC_AT_3_0_2", "HMAC_AT_2_1", "CCM_AT_3_0"})
    void aLoginWhoseEndIsNotSignedIsRefused(Guarding guarding) throws Exception {
        refused(
                guarding,
                (number, answer) -> {
                    boolean isEnd =
                            Bytes.isOf(Command.SESSION_SETUP, answer) && Bytes.status(answer) == NtStatus.SUCCESS;
                    if (isEnd) {
                        assertThat(answer[Bytes.FLAGS] & Header.SIGNED).isNotZero(); // smbd has signed it
                        answer[Bytes.FLAGS] &= ~Header.SIGNED;
                    }
                    return Reply.of(answer);
                },
                share -> {},
                Reason.PROTOCOL,
                "did not sign the end of the login");
    }

    @Test
    void anAnswerToAnotherQuestionIsRefused() throws Exception {
        byte[][] first = {null};
        refused(
                Guarding.GMAC,
                each(Command.READ, answer -> {
                    if (first[0] == null) {
                        first[0] = answer.clone();
                        return answer;
                    }
                    byte[] other = first[0].clone(); // the bytes that came first, under this question's number
                    Bytes.of(other).putLong(Bytes.MESSAGE_ID, Bytes.of(answer).getLong(Bytes.MESSAGE_ID));
                    return other;
                }),
                Errand.READ,
                Reason.PROTOCOL,
                "wrong signature");
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 19, 20, 31, 36, 40, 42, 44, 52, 60, 130})
    void aChangedByteOfASealedAnswerShows(int at) throws Exception {
        for (Guarding guarding : new Guarding[] {Guarding.GCM, Guarding.CCM_AT_3_0}) {
            refused(
                    guarding,
                    (number, answer) -> Reply.of(Bytes.isSealed(answer) ? Bytes.flipped(answer, at) : answer),
                    Errand.READ,
                    Reason.PROTOCOL,
                    "encrypted");
        }
    }

    @Test
    void aPlainAnswerInASealedSessionIsRefused() throws Exception {
        refused(Guarding.GCM, new Unsealing(2, Unsealing::echo), share -> {}, Reason.PROTOCOL, "not encrypted");
    }

    @Test
    void plainDataInASealedSessionReachNobody() throws Exception {
        Payload target = Payload.empty(1_000);
        refused(
                Guarding.GCM,
                new Unsealing(3, id -> Unsealing.read(id, 1_000)),
                share -> {
                    SmbFile file = Errand.done(share.open("large.bin", OpenMode.READ));
                    Errand.done(file.read(0, target));
                },
                Reason.PROTOCOL,
                "not encrypted");
        byte[] bytes = new byte[1_000];
        target.bytes().get(bytes);
        assertThat(bytes).containsOnly(0);
    }

    @ParameterizedTest
    @ValueSource(ints = {64 + 2, 64 + 24, 64 + 40, 266, 282})
    void aNegotiationChangedOnItsWayShowsAt311(int at) throws Exception {
        refused(
                Guarding.GMAC,
                each(Command.NEGOTIATE, answer -> Bytes.flipped(answer, at)),
                Errand.GET,
                Reason.PROTOCOL,
                "");
    }

    @ParameterizedTest
    @ValueSource(ints = {64 + 8, 64 + 24})
    void aNegotiationChangedOnItsWayShowsBelow311(int at) throws Exception {
        refused(
                Guarding.CMAC_AT_3_0_2,
                each(Command.NEGOTIATE, answer -> Bytes.flipped(answer, at)),
                Errand.GET,
                Reason.PROTOCOL,
                "changed the negotiation");
    }

    @Test
    void aWeakerDialectThanTheServersShows() throws Exception {
        refused(
                Guarding.CMAC_AT_3_0_2,
                each(Command.NEGOTIATE, answer -> {
                    Bytes.of(answer).putShort(64 + 4, (short) 0x0210);
                    return answer;
                }),
                Errand.GET,
                Reason.PROTOCOL,
                "");
    }

    @ParameterizedTest
    @ValueSource(ints = {0x00FFFFFF, 0x01000000, 0x7FFFFFFF, -1, 63, 0})
    void aFrameLargerThanAnythingIsRefusedBeforeThereIsMemoryForIt(int length) throws Exception {
        long before = PooledByteBufAllocator.DEFAULT.pinnedDirectMemory();
        Tamper lie = (number, answer) -> {
            if (Bytes.isOf(Command.NEGOTIATE, answer)) {
                Bytes.of(answer).putInt(64 + 28, 0x7000_0000).putInt(64 + 32, 0x7000_0000);
            }
            return isFinal(Command.READ, answer) ? Reply.raw(Reply.framed(answer, length), false) : Reply.of(answer);
        };
        refused(Guarding.NOT_AT_2_1, lie, Errand.READ, Reason.PROTOCOL, "a frame of");
        assertThat(PooledByteBufAllocator.DEFAULT.pinnedDirectMemory()).isLessThan(before + (4 << 20));
    }

    @Test
    void aReadThatStopsInTheMiddleIsGivenUp() throws Exception {
        Tamper lie = (number, answer) -> {
            byte[] frame = Reply.framed(answer);
            return isFinal(Command.READ, answer)
                    ? Reply.raw(Arrays.copyOf(frame, frame.length / 2), false)
                    : Reply.of(answer);
        };
        refused(Guarding.NOT, lie, Errand.READ, Reason.TIMEOUT, "");
        refused(Guarding.GMAC, lie, Errand.READ, Reason.TIMEOUT, "");
    }

    @Test
    void aLoginWithoutEndIsGivenUp() throws Exception {
        Tamper lie = each(Command.SESSION_SETUP, answer -> {
            Bytes.of(answer).putInt(Bytes.STATUS, NtStatus.MORE_PROCESSING_REQUIRED);
            return answer;
        });
        try (HostileProxy proxy = HostileProxy.before(samba.host(), samba.port())) {
            proxy.use(lie);
            assertThatThrownBy(() -> logOn(proxy, Guarding.GMAC)).isInstanceOf(SmbException.class);
            assertThat(proxy.isLeft(Errand.SOON)).isTrue();
        }
    }

    @Test
    void aListingWithoutEndIsRefused() throws Exception {
        refused(
                Guarding.NOT,
                each(Command.QUERY_DIRECTORY, answer -> {
                    Bytes.of(answer).putInt(Bytes.STATUS, NtStatus.SUCCESS);
                    return answer;
                }),
                share -> share.list("fixed").map(SmbEntry::name).blockLast(Errand.SOON),
                Reason.PROTOCOL,
                "");
    }

    @Test
    void aListingThatRepeatsItselfIsRefused() throws Exception {
        byte[][] first = {null};
        refused(
                Guarding.NOT,
                each(Command.QUERY_DIRECTORY, answer -> {
                    first[0] = first[0] == null ? answer.clone() : first[0];
                    return under(answer, first[0]);
                }),
                share -> share.list("fixed").map(SmbEntry::name).blockLast(Errand.SOON),
                Reason.PROTOCOL,
                "the same page of a folder again");
    }

    @Test
    @Tag("slow") // a million entries
    @Tag("faults")
    void aListingOfEverNewNamesIsRefused() throws Exception {
        Page page = new Page(2_500);
        try (HostileProxy proxy = HostileProxy.before(samba.host(), samba.port())) {
            proxy.use(each(Command.QUERY_DIRECTORY, answer -> under(answer, page.next(answer))));
            SmbShare share = Errand.done(logOn(proxy, Guarding.NOT, Errand.SOON).share("transfer"));

            assertThatThrownBy(() -> share.list("fixed").map(SmbEntry::name).blockLast(Errand.SOON.multipliedBy(6)))
                    .hasMessageContaining("a folder of more than 1000000 entries");

            assertThat(proxy.isLeft(Errand.SOON)).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"READ", "GET", "WRITE", "LIST"})
    void anAnswerOfAnotherSessionIsRefused(Errand errand) throws Exception {
        refused(
                Guarding.NOT,
                each(errand.command(), answer -> Bytes.flipped(answer, Bytes.SESSION_ID)),
                errand,
                Reason.PROTOCOL,
                "of another session");
    }

    @ParameterizedTest
    @EnumSource(names = {"READ", "GET", "LIST"})
    void anAnswerOfAnotherShareIsRefused(Errand errand) throws Exception {
        refused(
                Guarding.NOT,
                each(errand.command(), answer -> {
                    boolean isAsync = (answer[Bytes.FLAGS] & Header.ASYNC) != 0;
                    return isAsync ? answer : Bytes.flipped(answer, Bytes.TREE_ID);
                }),
                errand,
                Reason.PROTOCOL,
                "of another share");
    }

    @Test
    void somethingUnaskedThatIsNoBreakIsRefused() throws Exception {
        refused(
                Guarding.NOT,
                (number, answer) -> isFinal(Command.READ, answer)
                        ? Reply.of(Breaks.unasked(answer.clone()), answer)
                        : Reply.of(answer),
                Errand.READ,
                Reason.PROTOCOL,
                "that nobody asked for");
    }

    @Test
    void aPlainBreakInASealedSessionIsRefused() throws Exception {
        refused(
                Guarding.GCM,
                (number, answer) -> Bytes.isSealed(answer) ? Reply.of(Breaks.oplock(), answer) : Reply.of(answer),
                Errand.READ,
                Reason.PROTOCOL,
                "not encrypted");
    }

    /** Changes each final answer to a command. */
    private static Tamper each(Command command, UnaryOperator<byte[]> change) {
        return (number, answer) -> Reply.of(isFinal(command, answer) ? change.apply(answer) : answer);
    }

    /** The other message as the answer to the question that this one answers. */
    private static byte[] under(byte[] answer, byte[] other) {
        byte[] message = other.clone();
        Bytes.of(message).putLong(Bytes.MESSAGE_ID, Bytes.of(answer).getLong(Bytes.MESSAGE_ID));
        return message;
    }

    private static boolean isFinal(Command command, byte[] answer) {
        return Bytes.isOf(command, answer) && Bytes.status(answer) != NtStatus.PENDING;
    }

    private static void refused(Guarding guarding, Tamper tamper, Errand errand, Reason reason, String saying)
            throws Exception {
        refused(
                guarding,
                tamper,
                share -> errand.run(share, samba.folder("transfer"), "own.bin", guarding.guards()),
                reason,
                saying);
    }

    private static void refused(Guarding guarding, Tamper tamper, Consumer<SmbShare> use, Reason reason, String saying)
            throws Exception {
        try (HostileProxy proxy = HostileProxy.before(samba.host(), samba.port())) {
            proxy.use(tamper);
            assertThatThrownBy(() -> {
                        SmbSession session = logOn(proxy, guarding);
                        use.accept(Errand.done(session.share("transfer")));
                        session.echo().block(Errand.SOON);
                    })
                    .hasMessageContaining(saying)
                    .isInstanceOfSatisfying(
                            SmbException.class, e -> assertThat(e.reason()).isEqualTo(reason));
            assertThat(proxy.isLeft(Errand.SOON)).isTrue();
        }
    }

    private static SmbSession logOn(HostileProxy proxy, Guarding guarding) {
        return logOn(proxy, guarding, Duration.ofSeconds(1));
    }

    private static SmbSession logOn(HostileProxy proxy, Guarding guarding, Duration patience) {
        SmbOptions options = guarding.on(SmbOptions.of("127.0.0.1").withPort(proxy.port()))
                .withTimeouts(Duration.ofSeconds(5), patience);
        return Errand.done(SmbClient.of(options).logOn(SmbCredentials.password(samba.user(), () -> samba.password()
                .toCharArray())));
    }
}
