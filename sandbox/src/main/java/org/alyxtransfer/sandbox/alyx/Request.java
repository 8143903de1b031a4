package org.alyxtransfer.sandbox.alyx;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.netty.http.server.HttpServerRequest;

/** A request as it came, its body read but not understood. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Request(
        String method,
        String path,
        Map<String, List<String>> query,
        String host,
        @Nullable String accept,
        @Nullable String authorization,
        @Nullable String contentType,
        byte[] body) {

    static Request of(HttpServerRequest request, byte[] body) {
        QueryStringDecoder uri = new QueryStringDecoder(request.uri());
        return new Request(
                request.method().name(),
                uri.path(),
                uri.parameters(),
                request.requestHeaders().get("Host", ""),
                request.requestHeaders().get("Accept"),
                request.requestHeaders().get("Authorization"),
                request.requestHeaders().get("Content-Type"),
                body);
    }

    /** Method and path, the way requests are named in counts and planned failures. */
    String name() {
        return method + " " + path;
    }

    String base() {
        return "http://" + host;
    }
}
