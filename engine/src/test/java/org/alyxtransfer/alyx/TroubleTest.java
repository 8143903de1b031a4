package org.alyxtransfer.alyx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.netty.handler.codec.DecoderException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLException;
import org.alyxtransfer.alyx.ScriptedAlyx.Reply;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.tcp.TcpServer;

class TroubleTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ScriptedAlyx alyx = new ScriptedAlyx();

    @AfterEach
    void stop() {
        alyx.close();
    }

    @Test
    void aKilledWorkerIsAskedAgain() {
        assertThat(userAfter(Reply.html(500), Reply.html(502), USER)).isEqualTo("alyx_user");
        assertThat(alyx.asked()).hasSize(3);
    }

    @Test
    void aDroppedConnectionIsAskedAgain() {
        assertThat(userAfter(Reply.hungUp(), USER)).isEqualTo("alyx_user");
    }

    @Test
    void aConnectionWhoseTlsWasSpoiltIsABrokenOne() {
        Fault spoilt = Broken.fault(new DecoderException(new SSLException("Tag mismatch!")), "alyx");

        assertThat(spoilt.why().kind()).isEqualTo(Kind.DISCONNECTED);
        assertThat(spoilt.mayPass()).isTrue();
        assertThat(spoilt.fate()).isEqualTo(Fault.Fate.UNKNOWN);
    }

    @Test
    void anUnavailableServerIsAskedAgain() {
        assertThat(userAfter(Reply.json(503, "{\"detail\": \"starting\"}"), USER))
                .isEqualTo("alyx_user");
    }

    @Test
    void anErrorWithAReasonIsNotAskedAgain() {
        TransferException failure = failureOf(Reply.json(500, "{\"detail\": \"list index out of range\"}"));

        assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
        assertThat(failure).hasMessageContaining("list index out of range");
        assertThat(alyx.asked()).hasSize(1);
    }

    @Test
    void attemptsEnd() {
        TransferException failure = failureOf(Reply.html(500));

        assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
        assertThat(alyx.asked()).hasSize(3);
    }

    @Test
    void aThrottledRequestWaitsAsLongAsAsked() {
        Reply throttled = Reply.recorded("390-throttled-429").header("Retry-After: 1");

        assertThat(userAfter(throttled, USER)).isEqualTo("alyx_user");
        assertThat(alyx.asked()).hasSize(2);
    }

    @Test
    void throttlingToTheEndIsSaid() {
        TransferException failure =
                failureOf(Reply.recorded("390-throttled-429").header("Retry-After: 0"));

        assertThat(failure.kind()).isEqualTo(Kind.THROTTLED);
    }

    @Test
    void anHtmlPageWithStatus200IsNoAlyx() {
        TransferException failure = failureOf(Reply.html(200));

        assertThat(failure.kind()).isEqualTo(Kind.GARBLED);
        assertThat(failure).hasMessageContaining("HTML").hasMessageContaining("address of an Alyx");
    }

    @Test
    void garbageIsGarbledWithAShortExcerpt() {
        TransferException failure = failureOf(Reply.json(200, "\u0000\u0001 garbage \u001b[31m" + "x".repeat(100_000)));

        assertThat(failure.kind()).isEqualTo(Kind.GARBLED);
        assertThat(failure).hasMessageContaining("garbage");
        assertThat(failure.getMessage())
                .hasSizeLessThan(600)
                .doesNotContain("\u001b")
                .doesNotContain("\u0000");
    }

    @Test
    void anEmptyAnswerIsGarbled() {
        assertThat(failureOf(Reply.json(200, "")).kind()).isEqualTo(Kind.GARBLED);
    }

    @Test
    void fieldsOfAnotherTypeAreGarbled() {
        assertThat(failureOf(Reply.json(200, "{\"username\": {\"a\": 1}}")).kind())
                .isEqualTo(Kind.GARBLED);
        assertThat(failureOf(Reply.json(200, "[]")).kind()).isEqualTo(Kind.GARBLED);
    }

    @Test
    void anAnswerWithoutAnEndIsCutOff() {
        alyx.answering(Reply.json(200, "\"" + "x".repeat(65 << 20) + "\""));

        TransferException failure = failure(alyx.client().whoAmI());

        assertThat(failure.kind()).isEqualTo(Kind.GARBLED);
        assertThat(failure).hasMessageContaining("64 MiB");
    }

    @Test
    void aServerThatNeverAnswersTimesOut() {
        alyx.answering(Reply.json(200, "{}").after(Duration.ofHours(1)));
        AlyxSettings settings = alyx.settings()
                .timeouts(Duration.ofMillis(300), Duration.ofMillis(300))
                .retry(RetryPolicy.NONE);

        assertThat(failure(AlyxClient.connect(settings).whoAmI()).kind()).isEqualTo(Kind.TIMEOUT);
    }

    @Test
    void nobodyListeningIsUnreachable() {
        URI address = alyx.address();
        alyx.close();
        AlyxSettings settings =
                AlyxSettings.withToken(address, "alyx_user", () -> "t").retry(RetryPolicy.NONE);

        TransferException failure = failure(AlyxClient.connect(settings).whoAmI());

        assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
    }

    @Test
    void anUnknownHostIsUnreachable() {
        AlyxSettings settings = AlyxSettings.withToken(
                        URI.create("http://no-such-host.invalid"), "alyx_user", () -> "t")
                .retry(RetryPolicy.NONE);

        assertThat(failure(AlyxClient.connect(settings).whoAmI()).kind()).isEqualTo(Kind.UNREACHABLE);
    }

    @Test
    void aServerThatDoesNotSpeakHttpIsNamedSo() {
        DisposableServer server = TcpServer.create()
                .host("127.0.0.1")
                .port(0)
                .handle((in, out) -> out.sendString(Mono.just("SSH-2.0-OpenSSH_9.2p1\r\n\r\n"))
                        .neverComplete())
                .bindNow();
        AlyxSettings settings = AlyxSettings.withToken(
                        URI.create("http://127.0.0.1:" + server.port()), "alyx_user", () -> "t")
                .retry(RetryPolicy.NONE);

        TransferException failure = failure(AlyxClient.connect(settings).whoAmI());
        server.disposeNow();

        assertThat(failure.kind()).isIn(Kind.GARBLED, Kind.DISCONNECTED);
    }

    @Test
    void aServerWithoutThatAddressIsNoAlyx() {
        TransferException failure =
                failureOf(new Reply(404, "text/html", "<h1>Not Found</h1>", null, Duration.ZERO, false));

        assertThat(failure.kind()).isEqualTo(Kind.NOT_FOUND);
        assertThat(failure).hasMessageContaining("is this the address of an Alyx?");
    }

    @Test
    void settingsThatCannotWorkAreRefusedWithoutShowingThem() {
        for (String address :
                List.of("ftp://x", "alyx.example.org", "https://me:hidden@x.org", "https://x.org?a=hidden")) {
            TransferException failure = catchThrowableOfType(
                    TransferException.class, () -> AlyxSettings.withToken(URI.create(address), "me", () -> "t")
                            .base());
            assertThat(failure.kind()).isEqualTo(Kind.INVALID);
            assertThat(failure).hasMessageNotContaining("hidden");
        }
    }

    private static final Reply USER = Reply.recorded("339-user-detail");

    private String userAfter(Reply... replies) {
        AtomicInteger next = new AtomicInteger();
        alyx.answering(asked -> replies[Math.min(replies.length - 1, next.getAndIncrement())]);
        return alyx.client().whoAmI().blockOptional(PATIENCE).orElseThrow().name();
    }

    private TransferException failureOf(Reply reply) {
        alyx.answering(reply);
        return failure(alyx.client().whoAmI());
    }

    private static TransferException failure(Mono<?> mono) {
        return catchThrowableOfType(TransferException.class, () -> mono.block(PATIENCE));
    }
}
