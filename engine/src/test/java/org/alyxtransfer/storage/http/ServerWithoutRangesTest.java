package org.alyxtransfer.storage.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.storage.FileStat;
import org.alyxtransfer.storage.SourceFile;
import org.alyxtransfer.storage.http.RawServer.Reply;
import org.alyxtransfer.storage.layer.RetryPolicy;
import org.alyxtransfer.storage.layer.RetryingSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** Servers that cannot do ranges, whose files come in one stream. */
class ServerWithoutRangesTest extends ScriptedServers {
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
}
