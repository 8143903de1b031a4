package org.alyxtransfer.sandbox.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Facts about the file server, behaving badly. */
class FileServerMisbehaviourTest extends FileServing {
    @Test
    void itCanIgnoreRanges() throws Exception {
        server.misbehave().ignoreRange(true);

        HttpResponse<byte[]> response = send(request("lab/file.bin").header("Range", "bytes=5-9"));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo(bytes);
    }

    @Test
    void itCanLieAboutTheRange() throws Exception {
        server.misbehave().wrongContentRange(true);

        HttpResponse<byte[]> response = send(request("lab/file.bin").header("Range", "bytes=5-9"));

        assertThat(response.statusCode()).isEqualTo(206);
        assertThat(header(response, "Content-Range")).isEqualTo("bytes 6-10/" + SIZE);
    }

    @Test
    void itCanTruncateOnceAndThenServeTheRest() throws Exception {
        server.misbehave().truncate(1, 300_000);

        byte[] head = readUntilCut("/lab/file.bin");
        HttpResponse<byte[]> tail = send(request("lab/file.bin").header("Range", "bytes=300000-"));

        assertThat(head).isEqualTo(Arrays.copyOf(bytes, 300_000));
        assertThat(tail.body()).isEqualTo(Arrays.copyOfRange(bytes, 300_000, SIZE));
        server.misbehave().truncate(1, 0);
        assertThatThrownBy(() -> get("lab/file.bin")).isInstanceOf(IOException.class);
        assertThat(get("lab/file.bin").body()).hasSize(SIZE);
    }

    @Test
    void itCanSendLessThanTheFileAndCallItAll() throws Exception {
        server.misbehave().withhold(3);

        HttpResponse<byte[]> response = get("lab/file.bin");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValueAsLong("Content-Length")).hasValue(SIZE - 3);
        assertThat(response.body()).isEqualTo(Arrays.copyOf(bytes, SIZE - 3));
    }

    @Test
    void itCanBeSlowAndStillComplete() throws Exception {
        server.misbehave().slow(4_000_000);

        assertThat(get("lab/file.bin").body()).isEqualTo(bytes);
    }

    @Test
    void itCanStall() throws Exception {
        server.misbehave().stall(1, 1000);

        HttpRequest.Builder hanging = request("lab/file.bin").timeout(Duration.ofMillis(300));
        // the time limit of the JDK's client covers the headers only, so the body is waited for apart
        var body = client.sendAsync(hanging.build(), HttpResponse.BodyHandlers.ofInputStream())
                .join()
                .body();

        assertThat(body.readNBytes(1000)).isEqualTo(Arrays.copyOf(bytes, 1000));
        assertThat(body.available()).isZero();
        body.close();
        assertThat(get("lab/file.bin").body()).isEqualTo(bytes);
    }

    @Test
    void itCanBeUnavailableForAWhile() throws Exception {
        server.misbehave().unavailable(2, 7);

        assertThat(header(get("lab/file.bin"), "Retry-After")).isEqualTo("7");
        assertThat(get("lab/file.bin").statusCode()).isEqualTo(503);
        assertThat(get("lab/file.bin").statusCode()).isEqualTo(200);
    }

    @Test
    void itCanBeAskedTooMuchForAWhile() throws Exception {
        server.misbehave().throttle(1, 3);

        HttpResponse<?> answer = get("lab/file.bin");

        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(header(answer, "Retry-After")).isEqualTo("3");
        assertThat(get("lab/file.bin").statusCode()).isEqualTo(200);
    }

    @Test
    void itCanMissAFileForAWhile() throws Exception {
        server.misbehave().missing(1).onlyFor("file.bin");

        assertThat(get("lab/file.bin").statusCode()).isEqualTo(404);
        assertThat(get("lab/file.bin").statusCode()).isEqualTo(200);
    }

    @Test
    void itCanSendClientsElsewhere() throws Exception {
        server.misbehave().redirectTo(URI.create("http://elsewhere.test:81/"));

        HttpResponse<byte[]> response = get("lab/file.bin");

        assertThat(response.statusCode()).isEqualTo(302);
        assertThat(header(response, "Location")).isEqualTo("http://elsewhere.test:81/lab/file.bin");
    }

    @Test
    void itCanFlipABit() throws Exception {
        server.misbehave().flipBitAt(777_777);
        byte[] flipped = bytes.clone();
        flipped[777_777] ^= 1;

        assertThat(get("lab/file.bin").body()).isEqualTo(flipped);
        assertThat(send(request("lab/file.bin").header("Range", "bytes=777777-777777"))
                        .body())
                .containsExactly(flipped[777_777]);
        assertThat(send(request("lab/file.bin").header("Range", "bytes=0-777776"))
                        .body())
                .isEqualTo(Arrays.copyOf(bytes, 777_777));
    }

    @Test
    void itCanSeemToReplaceTheFileBetweenRequests() throws Exception {
        server.misbehave().changeValidator(true);

        HttpResponse<byte[]> first = get("lab/file.bin");
        HttpResponse<byte[]> second = get("lab/file.bin");

        assertThat(header(first, "ETag")).isNotEqualTo(header(second, "ETag"));
        assertThat(header(first, "Last-Modified")).isNotEqualTo(header(second, "Last-Modified"));
        assertThat(ifRange(header(second, "ETag"))).isEqualTo(200);
    }

    @Test
    void misbehaviourCanBeAimedAndTakenBack() throws Exception {
        Files.writeString(folder.resolve("root/spared"), "spared");
        server.misbehave().missing(Misbehaviour.ALWAYS).onlyFor("lab/");

        assertThat(get("spared").statusCode()).isEqualTo(200);
        assertThat(get("lab/file.bin").statusCode()).isEqualTo(404);
        assertThat(get("lab/file.bin").statusCode()).isEqualTo(404);
        server.misbehave().reset();
        assertThat(get("lab/file.bin").statusCode()).isEqualTo(200);
    }

    private byte[] readUntilCut(String path) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n").getBytes(StandardCharsets.UTF_8));
            byte[] answer = socket.getInputStream().readAllBytes();
            String text = new String(answer, StandardCharsets.ISO_8859_1);
            assertThat(text).containsIgnoringCase("content-length: " + SIZE);
            return Arrays.copyOfRange(answer, text.indexOf("\r\n\r\n") + 4, answer.length);
        }
    }
}
