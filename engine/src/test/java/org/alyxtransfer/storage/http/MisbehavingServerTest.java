package org.alyxtransfer.storage.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.storage.Arena;
import org.alyxtransfer.storage.MemoryBudget.ArenaShape;
import org.alyxtransfer.storage.SourceFile;
import org.alyxtransfer.storage.http.RawServer.Reply;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** What comes of a server that goes wrong midway, falls silent or is left in the middle of an answer. */
class MisbehavingServerTest extends ScriptedServers {
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
}
