package org.alyxtransfer.sandbox.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import org.jspecify.annotations.Nullable;
import reactor.netty.http.server.HttpServerRequest;

/**
 * A request as it came in, for assertions about clients.
 *
 * @param path as sent, still percent-encoded
 * @param hasAuthorization whether it carried credentials, right or wrong; which ones is never kept
 */
public record LoggedRequest(
        String method,
        String path,
        @Nullable String range,
        @Nullable String ifRange,
        boolean hasAuthorization) {
    static LoggedRequest of(HttpServerRequest request) {
        var headers = request.requestHeaders();
        return new LoggedRequest(
                request.method().name(),
                request.uri(),
                headers.get(HttpHeaderNames.RANGE),
                headers.get(HttpHeaderNames.IF_RANGE),
                headers.contains(HttpHeaderNames.AUTHORIZATION));
    }
}
