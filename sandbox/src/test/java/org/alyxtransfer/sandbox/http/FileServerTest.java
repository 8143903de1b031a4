package org.alyxtransfer.sandbox.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Facts about the file server, behaving well. */
class FileServerTest extends FileServing {
    @Test
    void aFileIsSentWholeWithItsLengthAndValidators() throws Exception {
        HttpResponse<byte[]> response = get("lab/file.bin");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo(bytes);
        assertThat(response.headers().firstValueAsLong("Content-Length")).hasValue(SIZE);
        assertThat(header(response, "Accept-Ranges")).isEqualTo("bytes");
        assertThat(header(response, "ETag")).matches("\"[0-9a-f]+-[0-9a-f]+\"");
        assertThat(header(response, "Last-Modified")).matches("\\w{3}, \\d\\d \\w{3} \\d{4} \\d\\d:\\d\\d:\\d\\d GMT");
    }

    @Test
    void headTellsWhatGetWouldWithoutTheBytes() throws Exception {
        HttpResponse<byte[]> head = send(request("lab/file.bin").method("HEAD", HttpRequest.BodyPublishers.noBody()));

        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.headers().firstValueAsLong("Content-Length")).hasValue(SIZE);
        assertThat(head.body()).isEmpty();
        assertThat(header(head, "ETag")).isEqualTo(header(get("lab/file.bin"), "ETag"));
    }

    @Test
    void anEmptyFileIsSent() throws Exception {
        Files.createFile(folder.resolve("root/empty"));

        assertThat(get("empty").body()).isEmpty();
        assertThat(get("empty").statusCode()).isEqualTo(200);
        assertThat(send(request("empty").header("Range", "bytes=0-")).statusCode())
                .isEqualTo(416);
    }

    @ParameterizedTest
    @CsvSource({
        "bytes=0-0, 0, 0",
        "bytes=10-99, 10, 99",
        "bytes=999999-, 999999, 1000002",
        "bytes=-7, 999996, 1000002",
        "bytes=-5000000, 0, 1000002",
        "bytes=5-99999999999, 5, 1000002"
    })
    void aRangeIsSentAsAskedFor(String range, int first, int last) throws Exception {
        HttpResponse<byte[]> response = send(request("lab/file.bin").header("Range", range));

        assertThat(response.statusCode()).isEqualTo(206);
        assertThat(header(response, "Content-Range")).isEqualTo("bytes " + first + "-" + last + "/" + SIZE);
        assertThat(response.body()).isEqualTo(Arrays.copyOfRange(bytes, first, last + 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=1000003-", "bytes=-0", "bytes=2000000-3000000"})
    void aRangeBehindTheEndIsRefusedWithTheSize(String range) throws Exception {
        HttpResponse<byte[]> response = send(request("lab/file.bin").header("Range", range));

        assertThat(response.statusCode()).isEqualTo(416);
        assertThat(header(response, "Content-Range")).isEqualTo("bytes */" + SIZE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=9-3", "bytes=-", "bytes=a-b", "lines=1-2", "bytes=0-1,5-6"})
    void whatIsNoSingleRangeGetsTheWholeFile(String range) throws Exception {
        HttpResponse<byte[]> response = send(request("lab/file.bin").header("Range", range));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).hasSize(SIZE);
    }

    @Test
    void ifRangeHoldsWithTheSameValidatorOnly() throws Exception {
        HttpResponse<byte[]> first = get("lab/file.bin");
        Files.write(folder.resolve("root/lab/other.bin"), bytes);

        assertThat(ifRange(header(first, "ETag"))).isEqualTo(206);
        assertThat(ifRange(header(first, "Last-Modified"))).isEqualTo(206);
        assertThat(ifRange("\"another\"")).isEqualTo(200);
        Files.write(folder.resolve("root/lab/file.bin"), new byte[20]);
        assertThat(ifRange(header(first, "ETag"))).isEqualTo(200);
    }

    @Test
    void oddNamesAreServed() throws Exception {
        Path odd = Files.createDirectories(folder.resolve("root/#2022-01-01#/50% ü"));
        Files.writeString(odd.resolve("a+b c.txt"), "odd");

        HttpResponse<byte[]> response = get("%232022-01-01%23/50%25%20%C3%BC/a+b%20c.txt");

        assertThat(response.body()).asString(StandardCharsets.UTF_8).isEqualTo("odd");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../secret",
                "/lab/../../secret",
                "/%2e%2e/secret",
                "/lab/..%2f..%2fsecret",
                "/..%5csecret",
                "//etc/passwd",
                "/%00",
                "/%",
                "/%zz",
                "/%ff",
                "/",
                "/lab",
                "/lab/",
                "/link",
                "/nowhere/file.bin",
                "/lab/file.bin/more"
            })
    void nothingButFilesBelowTheFolderIsServed(String path) throws Exception {
        Files.writeString(folder.resolve("secret"), "secret");
        Files.createSymbolicLink(folder.resolve("root/link"), folder.resolve("secret"));

        assertThat(raw("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 404")
                .doesNotContain("secret");
    }

    @Test
    void onlyGetAndHeadAreAllowed() throws Exception {
        HttpResponse<byte[]> response = send(request("lab/file.bin").DELETE());

        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(header(response, "Allow")).isEqualTo("GET, HEAD");
    }

    @Test
    void credentialsAreAskedForWhenTheyAreRequired() throws Exception {
        server.stop().block();
        server = start(FileServerSettings.of(folder.resolve("root")).with(new Credentials("user", "pässword")));

        HttpResponse<byte[]> without = get("lab/file.bin");
        HttpResponse<byte[]> wrong = send(request("lab/file.bin").header("Authorization", basic("user:other")));
        HttpResponse<byte[]> right = send(request("lab/file.bin").header("Authorization", basic("user:pässword")));

        assertThat(without.statusCode()).isEqualTo(401);
        assertThat(header(without, "WWW-Authenticate")).startsWith("Basic realm=");
        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(right.statusCode()).isEqualTo(200);
        assertThat(new Credentials("user", "pässword").toString()).doesNotContain("pässword");
    }

    @Test
    void requestsAreLoggedInOrder() throws Exception {
        get("lab/file.bin");
        send(request("lab/file.bin")
                .header("Range", "bytes=1-2")
                .header("If-Range", "\"x\"")
                .header("Authorization", basic("a:b")));

        assertThat(server.requests())
                .containsExactly(
                        new LoggedRequest("GET", "/lab/file.bin", null, null, false),
                        new LoggedRequest("GET", "/lab/file.bin", "bytes=1-2", "\"x\"", true));
        server.forgetRequests();
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void aRequestThatCameBeforeTheLastAnswerHadEndedIsFollowedByOthers() throws Exception {
        String one = "GET /lab/file.bin HTTP/1.1\r\nHost: x\r\n\r\n";
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(20_000);
            var in = new BufferedInputStream(socket.getInputStream());
            socket.getOutputStream().write((one + one.replace("GET", "DELETE")).getBytes(StandardCharsets.UTF_8));
            assertThat(skipAnswer(in)).startsWith("HTTP/1.1 200");
            assertThat(skipAnswer(in)).startsWith("HTTP/1.1 405");

            socket.getOutputStream().write(one.getBytes(StandardCharsets.UTF_8));

            assertThat(skipAnswer(in)).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void stoppingFreesThePortAndCutsConnections() throws Exception {
        server.misbehave().stall(1, 10);
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream()
                    .write("GET /lab/file.bin HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.UTF_8));
            assertThat(socket.getInputStream().read()).isPositive();

            server.stop().block();

            socket.getInputStream().readAllBytes(); // ends
        }
        assertThatThrownBy(() -> get("lab/file.bin")).isInstanceOf(ConnectException.class);
        server = start(FileServerSettings.of(folder.resolve("root")).withPort(server.port()));
        assertThat(get("lab/file.bin").statusCode()).isEqualTo(200);
    }

    @Test
    void aMissingFolderIsRefused() {
        assertThatThrownBy(() -> start(FileServerSettings.of(folder.resolve("nowhere"))))
                .hasRootCauseInstanceOf(IOException.class);
        assertThatThrownBy(() -> start(FileServerSettings.of(folder.resolve("root/lab/file.bin"))))
                .hasRootCauseInstanceOf(IOException.class);
    }

    private static String basic(String pair) {
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    private String raw(String request) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    /** Gives its head. */
    private static String skipAnswer(InputStream in) throws IOException {
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int read = in.read();
            assertThat(read).as("answered so far: %s", head).isNotNegative();
            head.append((char) read);
        }
        var length = Pattern.compile("(?i)content-length: (\\d+)").matcher(head);
        assertThat(length.find()).isTrue();
        in.skipNBytes(Long.parseLong(length.group(1)));
        return head.toString();
    }
}
