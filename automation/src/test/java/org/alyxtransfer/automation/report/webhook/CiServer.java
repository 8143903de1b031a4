package org.alyxtransfer.automation.report.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** Notes what it is sent; answers as told, or 201. */
final class CiServer implements AutoCloseable {
    final Queue<Received> received = new ConcurrentLinkedQueue<>();
    final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
    private final DisposableServer server =
            HttpServer.create().host("127.0.0.1").port(0).handle(this::answer).bindNow();

    record Answer(int status, Map<String, String> headers, String body) {}

    record Received(String method, String address, HttpHeaders headers, String body) {
        /** Fields of a form, in which each name stands once. */
        Map<String, String> form() {
            return new QueryStringDecoder(body, false)
                    .parameters().entrySet().stream()
                            .collect(Collectors.toMap(Map.Entry::getKey, field -> only(field.getValue())));
        }

        JsonNode json() throws java.io.IOException {
            return new ObjectMapper().readTree(body);
        }

        private static String only(List<String> values) {
            if (values.size() != 1) {
                throw new AssertionError("given more than once: " + values);
            }
            return values.get(0);
        }
    }

    URI url(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }

    @Override
    public void close() {
        server.disposeNow();
    }

    private Publisher<Void> answer(HttpServerRequest request, HttpServerResponse response) {
        return request.receive().aggregate().asString().defaultIfEmpty("").flatMap(body -> {
            received.add(new Received(request.method().name(), request.uri(), request.requestHeaders(), body));
            Answer answer = answers.isEmpty() ? new Answer(201, Map.of(), "{}") : answers.remove();
            answer.headers().forEach(response::header);
            return answer.status() == 0
                    ? Mono.never()
                    : response.status(answer.status())
                            .sendString(Mono.just(answer.body()))
                            .then();
        });
    }
}
