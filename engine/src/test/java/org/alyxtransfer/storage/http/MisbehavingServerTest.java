package org.alyxtransfer.storage.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.storage.Arena;
import org.alyxtransfer.storage.FileStat;
import org.alyxtransfer.storage.MemoryBudget.ArenaShape;
import org.alyxtransfer.storage.SourceFile;
import org.alyxtransfer.storage.http.RawServer.Reply;
import org.alyxtransfer.storage.http.RawServer.Request;
import org.alyxtransfer.storage.layer.RetryPolicy;
import org.alyxtransfer.storage.layer.RetryingSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Mono;

/** What comes of each thing that a server may do wrong. */
class MisbehavingServerTest extends HttpReading {
    private static final byte[] CONTENT = bytes(450_000);

    // --- servers that cannot do ranges ---

    @Test
    void aServerThatIgnoresRangesIsReadInOneStream() {
        RawServer server = server(request -> whole("ETag: \"one\""));

        SourceFile file = await(source(server).open(FILE));

        assertThat(file.readsInFlight()).isEqualTo(1);
        assertThat(contentOf(Mono.just(file))).isEqualTo(CONTENT);
        assertThat(server.requests()).hasSize(2); // one to find out, one for all the bytes
    }

    @Test
    void aWeakEtagIsNotEnoughForRanges() {
        RawServer server = server(request -> RawServer.well(request, CONTENT, "ETag: W/\"one\""));

        SourceFile file = await(source(server).open(FILE));

        assertThat(file.readsInFlight()).isEqualTo(1);
        assertThat(contentOf(Mono.just(file))).isEqualTo(CONTENT);
    }

    @Test
    void noValidatorIsNotEnoughForRanges() {
        RawServer server = server(request -> RawServer.well(request, CONTENT, "Server: x"));

        SourceFile file = await(source(server).open(FILE));

        assertThat(file.readsInFlight()).isEqualTo(1);
        assertThat(contentOf(Mono.just(file))).isEqualTo(CONTENT);
    }

    @Test
    void wrongRangesAtTheStartAreGivenUpForOneStream() {
        RawServer server = server(request -> request.hasRange()
                ? Reply.of(
                                "HTTP/1.1 206 Partial Content",
                                "Content-Range: bytes 1-65536/450000",
                                "Content-Length: 65536",
                                "ETag: \"one\"")
                        .with(CONTENT, 1, 65_537)
                : whole("ETag: \"one\""));

        SourceFile file = await(source(server).open(FILE));

        assertThat(file.readsInFlight()).isEqualTo(1);
        assertThat(contentOf(Mono.just(file))).isEqualTo(CONTENT);
    }

    @Test
    void aSmallChunkedFileIsWholeAfterOneRequest() {
        RawServer server = server(request -> chunked(bytes(5000)));

        assertThat(contentOf(source(server).open(FILE))).isEqualTo(bytes(5000));
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void aLargeChunkedFileWhoseSizeNobodyTellsIsNotRead() {
        RawServer server = server(request -> chunked(CONTENT));

        assertThat(failureOf(source(server).open(FILE)).kind()).isEqualTo(Kind.UNSUPPORTED);
    }

    @Test
    void anEmptyFileThatAnswers416IsEmpty() {
        RawServer server = server(request -> request.hasRange()
                ? Reply.of("HTTP/1.1 416 Range Not Satisfiable", "Content-Range: bytes */0", "Content-Length: 0")
                : Reply.of("HTTP/1.1 200 OK", "Content-Length: 0"));

        assertThat(contentOf(source(server).open(FILE))).isEmpty();
    }

    @Test
    void aServerWithoutHeadIsAskedForOneByte() {
        RawServer server = server(request -> request.method().equals("HEAD")
                ? Reply.of("HTTP/1.1 405 Method Not Allowed", "Content-Length: 0")
                : RawServer.well(request, CONTENT));

        FileStat stat = await(source(server).stat(FILE));

        assertThat(stat.size()).isEqualTo(CONTENT.length);
        assertThat(server.requests())
                .extracting(request -> request.header("range"))
                .contains("bytes=0-0");
    }

    // --- ranges that go wrong midway ---

    @Test
    void anotherRangeThanAskedForIsGarbled() {
        RawServer server =
                midway(reply -> new Reply(reply.head().replaceAll("bytes [0-9]+-", "bytes 7-"), reply.body(), false));

        assertThat(failureOf(source(server).open(FILE)).kind()).isEqualTo(Kind.GARBLED);
    }

    @Test
    void aRangeOfAnUnknownTotalIsGarbled() {
        RawServer server = midway(reply -> new Reply(reply.head().replace("/450000", "/*"), reply.body(), false));

        assertThat(failureOf(source(server).open(FILE)).kind()).isEqualTo(Kind.GARBLED);
    }

    @Test
    void anotherTotalMidwayIsAChangedSource() {
        RawServer server = midway(reply -> new Reply(reply.head().replace("/450000", "/450001"), reply.body(), false));

        assertThat(failureOf(source(server).open(FILE)).kind()).isEqualTo(Kind.SOURCE_CHANGED);
    }

    @Test
    void anotherEtagMidwayIsAChangedSource() {
        RawServer server = midway(reply -> new Reply(reply.head().replace("\"one\"", "\"two\""), reply.body(), false));

        assertThat(failureOf(source(server).open(FILE)).kind()).isEqualTo(Kind.SOURCE_CHANGED);
    }

    @Test
    void theWholeFileMidwayIsAChangedSource() {
        RawServer server = midway(reply -> whole("ETag: \"two\""));

        assertThat(failureOf(source(server).open(FILE)).kind()).isEqualTo(Kind.SOURCE_CHANGED);
    }

    @Test
    void aRangeBehindTheEndIsAChangedSource() {
        RawServer server = midway(reply ->
                Reply.of("HTTP/1.1 416 Range Not Satisfiable", "Content-Range: bytes */5", "Content-Length: 0"));

        assertThat(failureOf(source(server).open(FILE)).kind()).isEqualTo(Kind.SOURCE_CHANGED);
    }

    @Test
    void everyRangeCarriesTheValidator() {
        RawServer server = server(request -> RawServer.well(request, CONTENT));

        assertThat(contentOf(source(server).open(FILE))).isEqualTo(CONTENT);
        assertThat(server.requests().stream().skip(1))
                .hasSize(5)
                .allSatisfy(request -> assertThat(request.header("if-range")).isEqualTo("\"one\""));
    }

    @Test
    void aRangeThatIsAnnouncedTooShortIsGarbled() {
        RawServer server = midway(reply ->
                new Reply(reply.head().replaceAll("Content-Length: [0-9]+", "Content-Length: 5"), bytes(5), false));

        assertThat(failureOf(source(server).open(FILE)).kind()).isEqualTo(Kind.GARBLED);
    }

    @Test
    void aChunkedRangeOfTooManyBytesIsGarbled() {
        RawServer server = midway(reply -> new Reply(
                reply.head().replaceAll("Content-Length: [0-9]+", "Transfer-Encoding: chunked"),
                chunked(bytes(reply.body().length + 1)).body(),
                false));

        assertThat(failureOf(source(server).open(FILE)).kind()).isEqualTo(Kind.GARBLED);
    }

    @Test
    void aCutOffRangeIsDisconnectedAndCanBeRepeated() {
        AtomicInteger cuts = new AtomicInteger(1);
        RawServer server = midway(reply -> cuts.getAndDecrement() > 0
                ? reply.with(reply.body(), 0, reply.body().length / 2).andClose()
                : reply);

        SourceFile file = await(source(server).open(FILE));

        assertThat(failure(range(file, 100_000, 50_000)).kind()).isEqualTo(Kind.DISCONNECTED);
        assertThat(await(range(file, 100_000, 50_000))).isEqualTo(part(100_000, 50_000));
        end(file.close());
    }

    // --- streams that go wrong midway ---

    @Test
    void aCutOffStreamIsDisconnectedAndGoesOnInAnotherOne() {
        AtomicInteger requests = new AtomicInteger();
        AtomicBoolean cuts = new AtomicBoolean(true); // also the repetition of a request whose connection had gone
        RawServer server = server(request -> requests.incrementAndGet() > 1 && cuts.get()
                ? new Reply(whole("ETag: \"one\"").head(), part(0, 150_000), true)
                : whole("ETag: \"one\""));

        SourceFile file = await(source(server).open(FILE));

        assertThat(await(range(file, 0, 100_000))).isEqualTo(part(0, 100_000));
        assertThat(failure(range(file, 100_000, 100_000)).kind()).isEqualTo(Kind.DISCONNECTED);
        cuts.set(false);
        assertThat(await(range(file, 100_000, 100_000))).isEqualTo(part(100_000, 100_000));
        assertThat(await(range(file, 200_000, 250_000))).isEqualTo(part(200_000, 250_000));
        end(file.close());
        assertThat(server.requests()).hasSizeGreaterThanOrEqualTo(3);
    }

    @Test
    void aCutOffStreamOfAnotherVersionDoesNotGoOn() {
        AtomicInteger requests = new AtomicInteger();
        RawServer server = server(request -> requests.incrementAndGet() == 2
                ? new Reply(whole("ETag: \"one\"").head(), part(0, 150_000), true)
                : whole(requests.get() == 1 ? "ETag: \"one\"" : "ETag: \"two\""));

        SourceFile file = await(source(server).open(FILE));

        assertThat(failure(range(file, 0, 200_000)).kind()).isEqualTo(Kind.DISCONNECTED);
        assertThat(failure(range(file, 0, 200_000)).kind()).isEqualTo(Kind.SOURCE_CHANGED);
        end(file.close());
    }

    @Test
    void aCutOffStreamWithoutValidatorDoesNotGoOn() {
        RawServer server =
                server(request -> whole("Server: x").with(CONTENT, 0, 150_000).andClose());

        SourceFile file = await(source(server).open(FILE));

        assertThat(failure(range(file, 0, 200_000)).kind()).isEqualTo(Kind.DISCONNECTED);
        assertThat(failure(range(file, 0, 200_000)).kind()).isEqualTo(Kind.SOURCE_CHANGED);
        end(file.close());
    }

    @Test
    void halvesOfTwoVersionsAreNotJoinedHoweverPatientTheReaderIs() {
        AtomicBoolean replaced = new AtomicBoolean();
        RawServer server = server(request -> replaced.get()
                ? whole("ETag: \"two\"")
                : new Reply(whole("ETag: \"one\"").head(), part(0, 150_000), true));
        RetryingSource patient =
                new RetryingSource(source(server), new RetryPolicy(3, Duration.ofMillis(1), Duration.ofMillis(2)));

        SourceFile file = await(patient.open(FILE));

        assertThat(await(range(file, 0, 100_000))).isEqualTo(part(0, 100_000));
        replaced.set(true);
        assertThat(failure(range(file, 100_000, 100_000)).kind()).isEqualTo(Kind.SOURCE_CHANGED);
        end(file.close());
    }

    @Test
    void aPatientReaderGoesOnWithTheSameVersion() {
        AtomicInteger requests = new AtomicInteger();
        RawServer server = server(request -> requests.incrementAndGet() <= 2
                ? new Reply(whole("ETag: \"one\"").head(), part(0, 150_000), true)
                : whole("ETag: \"one\""));
        RetryingSource patient =
                new RetryingSource(source(server), new RetryPolicy(3, Duration.ofMillis(1), Duration.ofMillis(2)));

        assertThat(contentOf(patient.open(FILE))).isEqualTo(CONTENT);
    }

    @Test
    void aResumedFileIsReadFromItsOffsetWithoutRanges() {
        RawServer server = server(request -> whole("ETag: \"one\""));

        SourceFile file = await(source(server).open(FILE));

        assertThat(await(range(file, 300_001, 149_999))).isEqualTo(part(300_001, 149_999));
        end(file.close());
    }

    @Test
    void aSlowReaderIsNoStall() throws InterruptedException {
        RawServer server = server(request -> whole("ETag: \"one\""));
        SourceFile file = await(source(server.base(), impatient()).open(FILE));

        assertThat(await(range(file, 0, 1000))).isEqualTo(part(0, 1000));
        Thread.sleep(1200); // three times the stall time-out

        assertThat(await(range(file, 1000, 449_000))).isEqualTo(part(1000, 449_000));
        end(file.close());
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void closingAStreamMidwayClosesItsConnection() {
        RawServer server = server(request -> whole("ETag: \"one\""));
        SourceFile file = await(source(server).open(FILE));
        await(range(file, 0, 1000));

        end(file.close());

        Awaitility.await().atMost(PATIENCE).until(() -> server.openConnections() == 0);
    }

    // --- silence ---

    @Test
    void silenceBeforeTheAnswerIsATimeout() {
        RawServer server = server(request -> new Reply("", new byte[0], false));

        TransferException failure = failureOf(source(server.base(), impatient()).open(FILE));

        assertThat(failure.kind()).isEqualTo(Kind.TIMEOUT);
        assertThat(failure.where()).contains("127.0.0.1").contains("alf/file.npy");
    }

    @Test
    void silenceWithinARangeIsATimeout() {
        RawServer server = midway(reply -> reply.with(reply.body(), 0, 1000));

        assertThat(failureOf(source(server.base(), impatient()).open(FILE)).kind())
                .isEqualTo(Kind.TIMEOUT);
    }

    @Test
    void silenceWithinAStreamIsATimeout() {
        RawServer server = server(request -> whole("ETag: \"one\"").with(CONTENT, 0, 150_000));

        assertThat(failureOf(source(server.base(), impatient()).open(FILE)).kind())
                .isEqualTo(Kind.TIMEOUT);
    }

    @Test
    void silenceWithinASmallFileIsATimeout() {
        RawServer server = server(
                request -> Reply.of("HTTP/1.1 200 OK", "Content-Length: 100").with(bytes(50)));

        assertThat(failureOf(source(server.base(), impatient()).open(FILE)).kind())
                .isEqualTo(Kind.TIMEOUT);
    }

    // --- statuses ---

    @ParameterizedTest
    @CsvSource({
        "401, AUTHENTICATION", "403, DENIED", "404, NOT_FOUND", "410, NOT_FOUND", "408, TIMEOUT", "429, THROTTLED",
        "500, UNAVAILABLE", "501, UNSUPPORTED", "502, UNAVAILABLE", "503, UNAVAILABLE", "418, REFUSED", "204, GARBLED",
        "304, GARBLED"
    })
    void aStatusHasItsKind(int status, Kind kind) {
        RawServer server = server(request -> status == 204 || status == 304
                ? Reply.of("HTTP/1.1 " + status + " Oops")
                : Reply.of("HTTP/1.1 " + status + " Oops", "Content-Length: 4").with(bytes(4)));

        assertThat(failureOf(source(server).open(FILE)).kind()).isEqualTo(kind);
        assertThat(server.openConnections()).isLessThanOrEqualTo(1); // none is lost by an answer that is refused
    }

    @Test
    void whatTheServerWantsUsToWaitIsSaid() {
        RawServer server =
                server(request -> Reply.of("HTTP/1.1 503 Service Unavailable", "Retry-After: 17", "Content-Length: 0"));

        assertThat(failureOf(source(server).open(FILE))).hasMessageContaining("17 s");
    }

    @Test
    void wrongCredentialsAreNotRepeatedInTheMessage() {
        RawServer server = server(
                request -> Reply.of("HTTP/1.1 401 Unauthorized", "WWW-Authenticate: Basic", "Content-Length: 0"));
        HttpSettings settings = HttpSettings.defaults().withCredentials(new BasicCredentials("anna", "geheim"));

        TransferException failure = failureOf(source(server.base(), settings).open(FILE));

        assertThat(failure.kind()).isEqualTo(Kind.AUTHENTICATION);
        assertThat(failure.toString()).doesNotContain("geheim").doesNotContain("Basic YW");
        assertThat(server.requests()).singleElement().satisfies(request -> assertThat(request.header("authorization"))
                .isEqualTo("Basic YW5uYTpnZWhlaW0="));
    }

    // --- answers that are none ---

    @Test
    void compressedAnswersAreRefused() {
        RawServer server = server(request -> Reply.of("HTTP/1.1 200 OK", "Content-Encoding: gzip", "Content-Length: 4")
                .with(bytes(4)));

        assertThat(failureOf(source(server).open(FILE)).kind()).isEqualTo(Kind.UNSUPPORTED);
        assertThat(server.requests()).allSatisfy(request -> assertThat(request.header("accept-encoding"))
                .isEqualTo("identity"));
    }

    @Test
    void anAnswerThatIsNotHttpIsGarbled() {
        RawServer server = server(request -> new Reply("SSH-2.0-OpenSSH_9.2\r\n\r\n", new byte[0], true));

        assertThat(failureOf(source(server).open(FILE)).kind()).isEqualTo(Kind.GARBLED);
    }

    @Test
    void anAnswerCutOffInItsHeadIsDisconnected() {
        RawServer server = server(request -> new Reply("HTTP/1.1 200 OK\r\nConte", new byte[0], true));

        assertThat(failureOf(source(server).open(FILE)).kind()).isEqualTo(Kind.DISCONNECTED);
    }

    @Test
    void aPortWhereNobodyListensIsUnreachable() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }

        TransferException failure = failureOf(source(BaseUrl.parse("http://127.0.0.1:" + port + "/"), impatient())
                .open(FILE));

        assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
    }

    // --- redirects ---

    @Test
    void aRedirectToAnotherServerIsRefusedAndNothingIsSentThere() {
        RawServer elsewhere = server(request -> whole("ETag: \"one\""));
        RawServer server = server(
                request -> Reply.of("HTTP/1.1 302 Found", "Location: " + elsewhere.url() + "x", "Content-Length: 0"));
        HttpSettings settings = HttpSettings.defaults().withCredentials(new BasicCredentials("anna", "geheim"));

        TransferException failure = failureOf(source(server.base(), settings).open(FILE));

        assertThat(failure.kind()).isEqualTo(Kind.UNSUPPORTED);
        assertThat(failure).hasMessageContaining(elsewhere.url().replaceAll("/$", ""));
        assertThat(elsewhere.requests()).isEmpty();
    }

    @Test
    void aRedirectWithinTheServerIsFollowedOnce() {
        RawServer server = server(request -> request.path().equals("/alf/file.npy")
                ? Reply.of("HTTP/1.1 307 Temporary Redirect", "Location: /elsewhere/file%20x", "Content-Length: 0")
                : RawServer.well(request, CONTENT));

        assertThat(contentOf(source(server).open(FILE))).isEqualTo(CONTENT);
        assertThat(server.requests()).extracting(Request::path).contains("/elsewhere/file%20x");
    }

    @Test
    void aSecondRedirectIsRefused() {
        RawServer server = server(request -> Reply.of("HTTP/1.1 302 Found", "Location: /again", "Content-Length: 0"));

        assertThat(failureOf(source(server).open(FILE)).kind()).isEqualTo(Kind.UNSUPPORTED);
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void aRedirectToNowhereIsGarbled() {
        RawServer server =
                server(request -> Reply.of("HTTP/1.1 302 Found", "Location: ht tp://[", "Content-Length: 0"));

        assertThat(failureOf(source(server).open(FILE)).kind()).isEqualTo(Kind.GARBLED);
    }

    @Test
    void aFolderIsNotAFile() {
        RawServer server = server(request -> Reply.of("HTTP/1.1 301 Moved", "Location: /alf/", "Content-Length: 0"));

        assertThat(failureOf(source(server).open(FilePath.of("alf"))).kind()).isEqualTo(Kind.NOT_FOUND);
    }

    // --- cancelling ---

    @Test
    void cancellingAReadFreesItsMemoryAndItsConnection() {
        RawServer server = server(request -> request.hasRange() && request.first() > 0
                ? RawServer.well(request, CONTENT).with(CONTENT, 0, 1000)
                : RawServer.well(request, CONTENT));
        SourceFile file = await(source(server).open(FILE));

        cancelMidway(file, 100_000);

        assertThat(budget.reservedBytes()).isZero();
        Awaitility.await().atMost(PATIENCE).until(() -> server.openConnections() <= 1);
        end(file.close());
    }

    @Test
    void cancellingAStreamedReadFreesItsMemoryAndItsConnection() {
        RawServer server = server(request -> whole("ETag: \"one\"").with(CONTENT, 0, 1000));
        SourceFile file = await(source(server).open(FILE));

        cancelMidway(file, 0);

        assertThat(budget.reservedBytes()).isZero();
        Awaitility.await().atMost(PATIENCE).until(() -> server.openConnections() == 0);
        end(file.close());
    }

    private void cancelMidway(SourceFile file, int offset) {
        end(Mono.usingWhen(
                budget.admit(new ArenaShape(CHUNK, 0, true, 1)),
                arena -> read(file, arena, offset, CHUNK, new byte[offset + CHUNK])
                        .timeout(Duration.ofMillis(300))
                        .onErrorComplete(java.util.concurrent.TimeoutException.class),
                Arena::close));
    }

    // --- scripts ---

    /** A good server whose answers to all but the first range are spoiled. */
    private RawServer midway(UnaryOperator<Reply> spoil) {
        return server(request -> request.hasRange() && request.first() == 0
                ? RawServer.well(request, CONTENT)
                : spoil.apply(RawServer.well(request, CONTENT)));
    }

    private static Reply whole(String validator) {
        return Reply.of("HTTP/1.1 200 OK", "Content-Length: " + CONTENT.length, validator)
                .with(CONTENT);
    }

    private static Reply chunked(byte[] content) {
        byte[] start =
                (Integer.toHexString(content.length) + "\r\n").getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        byte[] end = "\r\n0\r\n\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        byte[] all = java.util.Arrays.copyOf(start, start.length + content.length + end.length);
        System.arraycopy(content, 0, all, start.length, content.length);
        System.arraycopy(end, 0, all, start.length + content.length, end.length);
        return Reply.of("HTTP/1.1 200 OK", "Transfer-Encoding: chunked", "ETag: \"one\"")
                .with(all);
    }

    private static byte[] part(int offset, int length) {
        return java.util.Arrays.copyOfRange(CONTENT, offset, offset + length);
    }
}
