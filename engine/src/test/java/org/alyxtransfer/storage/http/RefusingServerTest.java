package org.alyxtransfer.storage.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ServerSocket;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.storage.http.RawServer.Reply;
import org.alyxtransfer.storage.http.RawServer.Request;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What comes of answers that are not the file: other statuses, redirects, and what is no answer at all. */
class RefusingServerTest extends ScriptedServers {
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
}
