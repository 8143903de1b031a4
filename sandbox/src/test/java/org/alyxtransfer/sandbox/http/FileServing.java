package org.alyxtransfer.sandbox.http;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A file server over a folder with one file; the client is the JDK's. */
abstract class FileServing {
    static final int SIZE = 1_000_003;

    @TempDir
    Path folder;

    final byte[] bytes = new byte[SIZE];
    final HttpClient client = HttpClient.newHttpClient();
    FileServer server;

    @BeforeEach
    void serve() throws IOException {
        new Random(3).nextBytes(bytes);
        Files.createDirectories(folder.resolve("root/lab"));
        Files.write(folder.resolve("root/lab/file.bin"), bytes);
        server = start(FileServerSettings.of(folder.resolve("root")));
    }

    @AfterEach
    void stop() {
        server.stop().block();
    }

    static FileServer start(FileServerSettings settings) {
        return Objects.requireNonNull(FileServer.start(settings).block());
    }

    int ifRange(String validator) throws Exception {
        return send(request("lab/file.bin").header("Range", "bytes=5-9").header("If-Range", validator))
                .statusCode();
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(server.baseUrl() + path)).timeout(Duration.ofSeconds(20));
    }

    HttpResponse<byte[]> get(String path) throws Exception {
        return send(request(path));
    }

    HttpResponse<byte[]> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("(no " + name + ")");
    }
}
