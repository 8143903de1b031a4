package org.alyxtransfer.sandbox.alyx;

import com.fasterxml.jackson.databind.JsonNode;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;

/** A plain client for tests: one connection per request, as with the real server. */
final class Http {
    private final HttpClient client =
            HttpClient.newConnection().disableRetry(true).responseTimeout(Duration.ofSeconds(60));
    private final String base;

    Http(String base) {
        this.base = base;
    }

    /** A response, read to its end. */
    record Reply(int status, HttpHeaders headers, String body) {
        JsonNode json() {
            try {
                return Json.parse(body.getBytes(StandardCharsets.UTF_8));
            } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
                throw new AssertionError("not JSON: " + body, e);
            }
        }
    }

    Mono<Reply> send(String method, String path, Map<String, String> headers, @Nullable String body) {
        return client.headers(to -> headers.forEach(to::set))
                .request(HttpMethod.valueOf(method))
                .uri(base + path)
                .send((request, outbound) -> body == null
                        ? outbound
                        : outbound.send(Mono.just(Unpooled.copiedBuffer(body, StandardCharsets.UTF_8))))
                .responseSingle((response, content) -> content.asString(StandardCharsets.UTF_8)
                        .defaultIfEmpty("")
                        .map(text -> new Reply(response.status().code(), response.responseHeaders(), text)));
    }

    Reply get(String path, String token) {
        return now(send("GET", path, Map.of("Authorization", "Token " + token), null));
    }

    Mono<Reply> json(String method, String path, String token, JsonNode body) {
        return send(
                method,
                path,
                Map.of("Authorization", "Token " + token, "Content-Type", "application/json"),
                new String(Json.bytes(body), StandardCharsets.UTF_8));
    }

    static <T> T now(Mono<T> mono) {
        return Objects.requireNonNull(mono.block(Duration.ofSeconds(90)));
    }
}
