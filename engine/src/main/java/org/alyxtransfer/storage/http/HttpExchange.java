package org.alyxtransfer.storage.http;

import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import java.net.URI;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpResponseDecoderSpec;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;

/**
 * Sends requests to one server and hands each answer to a reader as soon as its head is there.
 *
 * <p>Never goes to another server: a redirect within the server is followed once, any other is an error.
 */
final class HttpExchange {
    private static final int SOCKET_READ = 256 << 10;
    private static final Duration UNUSED = Duration.ofSeconds(15); // nginx and Apache close after 75 s and 5 s

    // a queue inside this process: connections in use time out by themselves, so that this one only ends a deadlock
    private static final Duration QUEUED = Duration.ofMinutes(10);

    private final BaseUrl base;
    private final ConnectionProvider pool;
    private final LoopResources loops;
    private final Mono<HttpClient> client;

    /** Where the server sends the client instead; without a stack trace, as it never leaves this class. */
    private static final class Redirected extends RuntimeException {
        private final transient URI target;

        Redirected(URI target) {
            super(null, null, false, false);
            this.target = target;
        }
    }

    HttpExchange(BaseUrl base, HttpSettings settings) {
        this.base = base;
        this.pool = ConnectionProvider.builder("http-files")
                .maxConnections(settings.connections())
                .pendingAcquireMaxCount(
                        -1) // chunks and open files are bounded already; a refused read would fail its file
                .pendingAcquireTimeout(QUEUED)
                .maxIdleTime(UNUSED)
                .evictInBackground(UNUSED)
                .lifo() // few warm connections rather than many that the server is about to close
                .build();
        // not colocated: else all connections opened by one event loop's reads stay on that loop
        this.loops = LoopResources.create("http-files", 1, LoopResources.DEFAULT_IO_WORKER_COUNT, true, false);
        HttpClient plain = HttpClient.create(pool) // HTTP/1.1; to say so would load all of TLS
                .runOn(loops)
                .httpResponseDecoder(HttpExchange::largePieces)
                // the default (adaptive) one parks event loops on a lock at times; BlockHound minds
                .option(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
                .option(ChannelOption.RECVBUF_ALLOCATOR, new AdaptiveRecvByteBufAllocator(2048, 65_536, SOCKET_READ))
                .option(
                        ChannelOption.CONNECT_TIMEOUT_MILLIS,
                        Math.toIntExact(settings.connectTimeout().toMillis()))
                .responseTimeout(settings.stallTimeout())
                .headers(headers -> everyRequest(headers, settings));
        this.client = base.origin().isSecure() ? secured(plain, settings) : Mono.just(plain);
    }

    /** Reads the certificates of authorities from the disk, which may make a thread wait. */
    private static Mono<HttpClient> secured(HttpClient plain, HttpSettings settings) {
        return Mono.fromCallable(() -> settings.trust().secure(plain))
                .subscribeOn(Schedulers.boundedElastic())
                .cache();
    }

    @SuppressWarnings("deprecation") // goes away with Netty 5 only, and 8 KiB pieces (the default) cost a third more
    private static HttpResponseDecoderSpec largePieces(HttpResponseDecoderSpec decoder) {
        return decoder.maxChunkSize(SOCKET_READ);
    }

    private static void everyRequest(HttpHeaders headers, HttpSettings settings) {
        headers.set(HttpHeaderNames.USER_AGENT, "alyx-transfer");
        headers.set(HttpHeaderNames.ACCEPT_ENCODING, "identity"); // ranges and sizes are those of the file itself
        BasicCredentials credentials = settings.credentials();
        if (credentials != null) {
            headers.set(HttpHeaderNames.AUTHORIZATION, credentials.authorization());
        }
    }

    <V> Mono<V> get(FilePath path, String where, Consumer<HttpHeaders> headers, Function<Answer, Mono<V>> reader) {
        return ask(HttpMethod.GET, path, where, headers, reader);
    }

    <V> Mono<V> head(FilePath path, String where, Function<Answer, Mono<V>> reader) {
        return ask(HttpMethod.HEAD, path, where, headers -> {}, reader);
    }

    /** Closes all connections. */
    Mono<Void> close() {
        return pool.disposeLater().then(loops.disposeLater(Duration.ZERO, Duration.ofSeconds(5)));
    }

    private <V> Mono<V> ask(
            HttpMethod method,
            FilePath path,
            String where,
            Consumer<HttpHeaders> headers,
            Function<Answer, Mono<V>> reader) {
        return client.flatMap(ready -> {
                    HttpClient asking = ready.headers(headers);
                    URI first = base.encoded(path);
                    return send(asking, method, first, where, answer -> unlessRedirected(first, answer, reader))
                            .onErrorResume(
                                    Redirected.class,
                                    to -> send(asking, method, to.target, where, answer -> onceOnly(answer, reader)));
                })
                .onErrorMap(failure -> Failures.of(failure, where));
    }

    private static <V> Mono<V> send(
            HttpClient asking, HttpMethod method, URI target, String where, Function<Answer, Mono<V>> reader) {
        Abandoned abandoned = new Abandoned();
        return Mono.fromDirect(asking.doOnResponse((response, connection) -> abandoned.arrived(connection))
                        .request(method)
                        .uri(target)
                        .responseConnection(
                                (response, connection) -> reader.apply(new Answer(response, connection, where))))
                .doOnCancel(abandoned::cancel);
    }

    private <V> Mono<V> unlessRedirected(URI asked, Answer answer, Function<Answer, Mono<V>> reader) {
        String location = isRedirect(answer.status()) ? answer.header(HttpHeaderNames.LOCATION) : null;
        if (location == null) {
            return reader.apply(answer);
        }
        URI target;
        Origin origin;
        try {
            target = asked.resolve(location);
            origin = Origin.cut(target.toString()).origin();
        } catch (IllegalArgumentException | TransferException notAUrl) {
            return answer.refused(Kind.GARBLED, "the file server sends the client elsewhere, but not to a usable URL");
        }
        if (!origin.equals(base.origin())) {
            return answer.refused(
                    Kind.UNSUPPORTED,
                    "the file server sends the client to " + origin
                            + "; nothing was sent there. If that is right, make it the repository's base URL");
        }
        if (target.getRawPath().equals(asked.getRawPath() + "/")) {
            return answer.refused(Kind.NOT_FOUND, "a folder, not a file");
        }
        return answer.refused(new Redirected(target));
    }

    private static <V> Mono<V> onceOnly(Answer answer, Function<Answer, Mono<V>> reader) {
        return isRedirect(answer.status())
                ? answer.refused(Kind.UNSUPPORTED, "the file server redirects more than once")
                : reader.apply(answer);
    }

    private static boolean isRedirect(int status) {
        return switch (status) {
            case 301, 302, 303, 307, 308 -> true;
            default -> false;
        };
    }
}
