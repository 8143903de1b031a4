package org.alyxtransfer.storage.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import java.util.OptionalLong;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufFlux;
import reactor.netty.Connection;
import reactor.netty.http.client.HttpClientResponse;

/**
 * The head of an answer, and the connection on which its body waits to be asked for.
 *
 * <p>Who reads the body to its end gives the connection back to the pool by that; who does not calls {@link #drop}.
 */
record Answer(HttpClientResponse response, Connection connection, String where) {
    private static final long WORTH_READING = 64 << 10; // cheaper to read to its end than to connect again

    int status() {
        return response.status().code();
    }

    @Nullable
    String header(CharSequence name) {
        return response.responseHeaders().get(name);
    }

    OptionalLong contentLength() {
        String length = header(HttpHeaderNames.CONTENT_LENGTH);
        try {
            return length == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(length.strip()));
        } catch (NumberFormatException notANumber) {
            return OptionalLong.empty();
        }
    }

    @Nullable
    ContentRange contentRange() {
        return ContentRange.parse(header(HttpHeaderNames.CONTENT_RANGE));
    }

    Validator validator() {
        return new Validator(
                header(HttpHeaderNames.ETAG), header(HttpHeaderNames.LAST_MODIFIED), header(HttpHeaderNames.DATE));
    }

    /** Bytes that were compressed on the way have another length and other ranges than the file. */
    boolean isEncoded() {
        String encoding = header(HttpHeaderNames.CONTENT_ENCODING);
        return encoding != null && !encoding.isBlank() && !encoding.strip().equalsIgnoreCase("identity");
    }

    /** The body, released as it passes. */
    ByteBufFlux body() {
        return connection.inbound().receive();
    }

    /** Closes the connection; what is left of the body is not read. */
    void drop() {
        connection.dispose();
    }

    /** Fails with what the status means. */
    <V> Mono<V> refused() {
        return refused(Failures.ofStatus(status(), header(HttpHeaderNames.RETRY_AFTER), where));
    }

    <V> Mono<V> refused(Kind kind, String why) {
        return refused(new TransferException(kind, where, why));
    }

    <V> Mono<V> refused(Throwable failure) {
        return letGo().then(Mono.error(failure));
    }

    /** Ends the answer in the way that costs least. */
    Mono<Void> letGo() {
        boolean bodyless = response.method().equals(HttpMethod.HEAD);
        long left = contentLength().orElse(Long.MAX_VALUE);
        if (bodyless || left <= WORTH_READING) {
            return body().then().onErrorComplete().doOnCancel(this::drop);
        }
        return Mono.fromRunnable(this::drop);
    }
}
