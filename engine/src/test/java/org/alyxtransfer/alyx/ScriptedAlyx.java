package org.alyxtransfer.alyx;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** A real HTTP server whose answers a test scripts, and which remembers what it was asked. */
final class ScriptedAlyx implements AutoCloseable {
    static final String TOKEN = "0123456789abcdef0123456789abcdef01234567";
    static final String PASSWORD = "open-sesame-1";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Reply BAD_PASSWORD = Reply.recorded("03-auth-token-bad-password"); // reading it would block

    /** One request as it arrived. */
    record Asked(String method, String path, String uri, String token, JsonNode body) {
        String parameter(String name) {
            List<String> values = new QueryStringDecoder(uri).parameters().getOrDefault(name, List.of());
            return values.isEmpty() ? "" : values.get(0);
        }

        boolean is(String request) {
            return (method + " " + path).equals(request);
        }
    }

    /** What to answer. */
    record Reply(
            int status,
            String contentType,
            String body,
            @Nullable String header,
            Duration delay,
            boolean hangUp) {
        static Reply json(int status, String body) {
            return new Reply(status, "application/json", body, null, Duration.ZERO, false);
        }

        static Reply html(int status) {
            return new Reply(
                    status, "text/html", "<html><h1>Internal Server Error</h1></html>", null, Duration.ZERO, false);
        }

        static Reply hungUp() {
            return new Reply(0, "", "", null, Duration.ZERO, true);
        }

        static Reply recorded(String name) {
            JsonNode response = Recording.of(name).response();
            JsonNode body = response.path("body");
            return new Reply(
                    response.path("status").asInt(),
                    response.path("headers").path("Content-Type").asText(),
                    body.isTextual() ? body.asText() : body.toString(),
                    null,
                    Duration.ZERO,
                    false);
        }

        Reply header(String nameAndValue) {
            return new Reply(status, contentType, body, nameAndValue, delay, hangUp);
        }

        Reply after(Duration time) {
            return new Reply(status, contentType, body, header, time, hangUp);
        }
    }

    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final DisposableServer server;
    private volatile Function<Asked, Reply> script = any -> Reply.json(404, "{\"detail\": \"not scripted\"}");

    ScriptedAlyx() {
        server = HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .httpRequestDecoder(spec -> spec.maxInitialLineLength(4094)) // as gunicorn
                .handle(this::answer)
                .bindNow();
    }

    /** Answers everything but {@code POST /auth-token}, which gives {@link #TOKEN} for {@link #PASSWORD}. */
    ScriptedAlyx answering(Function<Asked, Reply> replies) {
        script = replies;
        return this;
    }

    ScriptedAlyx answering(Reply reply) {
        return answering(any -> reply);
    }

    /** What arrived, without the sign-ins. */
    List<Asked> asked() {
        return asked.stream().filter(one -> !one.is("POST /auth-token")).toList();
    }

    long signIns() {
        return asked.stream().filter(one -> one.is("POST /auth-token")).count();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.port());
    }

    AlyxSettings settings() {
        return AlyxSettings.withPassword(address(), "alyx_user", () -> PASSWORD)
                .retry(new RetryPolicy(3, Duration.ofMillis(1), Duration.ofMillis(2)));
    }

    AlyxClient client() {
        return AlyxClient.connect(settings());
    }

    @Override
    public void close() {
        server.disposeNow(Duration.ofSeconds(5));
    }

    private Publisher<Void> answer(HttpServerRequest request, HttpServerResponse response) {
        return request.receive().aggregate().asString().defaultIfEmpty("").flatMap(body -> {
            Asked one = new Asked(
                    request.method().name(),
                    request.path().isEmpty() ? "/" : "/" + request.path(),
                    request.uri(),
                    request.requestHeaders().get("Authorization", ""),
                    tree(body));
            asked.add(one);
            Reply reply = one.is("POST /auth-token") ? signIn(one) : script.apply(one);
            return Mono.delay(reply.delay()).then(Mono.defer(() -> send(reply, response)));
        });
    }

    private static Reply signIn(Asked one) {
        return one.body().path("password").asText().equals(PASSWORD)
                ? Reply.json(200, "{\"token\": \"" + TOKEN + "\"}")
                : BAD_PASSWORD;
    }

    private static Mono<Void> send(Reply reply, HttpServerResponse response) {
        if (reply.hangUp()) {
            response.withConnection(connection -> connection.channel().close());
            return Mono.never();
        }
        response.status(reply.status())
                .header("Content-Type", reply.contentType())
                .keepAlive(false);
        if (reply.header() != null) {
            String[] parts = reply.header().split(": ", 2);
            response.header(parts[0], parts[1]);
        }
        return response.send(Mono.fromSupplier(
                        () -> Unpooled.wrappedBuffer(reply.body().getBytes(StandardCharsets.ISO_8859_1))))
                .then();
    }

    private static JsonNode tree(String body) {
        try {
            return JSON.readTree(body);
        } catch (java.io.IOException e) {
            return TextNode.valueOf(body);
        }
    }
}
