package org.alyxtransfer.alyx;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import java.time.Duration;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufFlux;
import reactor.netty.ByteBufMono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;
import reactor.netty.resources.ConnectionProvider;

/**
 * Sends one request and gives its whole answer, whatever the status; {@link Fault} when there is none. Repeats nothing
 * and follows no redirect.
 *
 * <p>What changes something goes over a connection of its own: one kept from before may be closed by the server at the
 * moment of sending, and nobody could tell whether the request had been taken.
 */
final class Wire {
    private static final Duration LONGEST_IDLE =
            Duration.ofSeconds(4); // proxies close idle connections after 5 s or more

    private final String base;
    private final ConnectionProvider pool;
    private final ConnectionProvider single;
    private final HttpClient asking;
    private final HttpClient changing;

    Wire(AlyxSettings settings) {
        this.base = settings.base();
        this.pool = provider("alyx-asking", settings.parallelRequests());
        this.single = provider("alyx-changing", settings.parallelRequests());
        this.asking = client(pool, settings);
        this.changing = client(single, settings).keepAlive(false);
    }

    Mono<Answer> send(Call call, @Nullable Secret token) {
        String where = where(call);
        String body = call.body();
        return chosen(call, token)
                .request(call.method())
                .uri(base + call.address())
                .send(body == null ? Mono.empty() : ByteBufMono.fromString(Mono.just(body)))
                .response((response, content) -> whole(response, content, call))
                .single()
                .onErrorMap(failure -> Broken.fault(failure, where));
    }

    /** Whom an error is about. */
    String where(Call call) {
        return base + call.path();
    }

    String base() {
        return base;
    }

    Mono<Void> close() {
        return pool.disposeLater().then(single.disposeLater());
    }

    private HttpClient chosen(Call call, @Nullable Secret token) {
        HttpClient client = call.method().equals(HttpMethod.GET) ? asking : changing;
        return client.responseTimeout(call.timeout()).headers(headers -> fill(headers, call, token));
    }

    private static void fill(HttpHeaders headers, Call call, @Nullable Secret token) {
        headers.set(HttpHeaderNames.ACCEPT, call.accepted()).set(HttpHeaderNames.USER_AGENT, "alyx-transfer");
        if (call.body() != null) {
            headers.set(HttpHeaderNames.CONTENT_TYPE, "application/json");
        }
        if (token != null) {
            headers.set(HttpHeaderNames.AUTHORIZATION, "Token " + token.reveal());
        }
    }

    private Mono<Answer> whole(HttpClientResponse response, ByteBufFlux content, Call call) {
        return content.asByteArray()
                .collect(() -> new Body(where(call)), Body::add)
                .timeout(call.timeout()) // a server that trickles bytes would otherwise never time out
                .map(body -> new Answer(response.status().code(), response.responseHeaders(), body.bytes()));
    }

    private static HttpClient client(ConnectionProvider connections, AlyxSettings settings) {
        HttpClient client = HttpClient.create(connections)
                .disableRetry(true) // repetition is decided in one place
                .followRedirect(false) // a token must not reach another host
                .option(io.netty.channel.ChannelOption.CONNECT_TIMEOUT_MILLIS, (int)
                        Math.min(10_000, settings.responseTimeout().toMillis()));
        return settings.isSecure() ? settings.trust().secure(client) : client;
    }

    private static ConnectionProvider provider(String name, int connections) {
        return ConnectionProvider.builder(name)
                .maxConnections(connections)
                .pendingAcquireMaxCount(-1)
                .pendingAcquireTimeout(Duration.ZERO) // waiting for one's turn is no failure of the server
                .maxIdleTime(LONGEST_IDLE)
                .build();
    }

    /** Collects an answer; larger than {@value #LARGEST} bytes is {@link Kind#GARBLED}. */
    private static final class Body {
        private static final int LARGEST = 64 << 20; // a session of 100,000 datasets is about 40 MB of JSON

        private final String where;
        private final java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();

        Body(String where) {
            this.where = where;
        }

        void add(byte[] more) {
            if (bytes.size() + (long) more.length > LARGEST) {
                throw new TransferException(Kind.GARBLED, where, "the answer is larger than 64 MiB");
            }
            bytes.writeBytes(more);
        }

        byte[] bytes() {
            return bytes.toByteArray();
        }
    }
}
