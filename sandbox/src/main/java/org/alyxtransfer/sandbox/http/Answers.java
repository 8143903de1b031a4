package org.alyxtransfer.sandbox.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** Decides what to answer to a request, and answers it. */
record Answers(Path root, @Nullable Credentials credentials, Misbehaviour misbehaviour, Queue<LoggedRequest> requests) {

    Mono<Void> answer(HttpServerRequest request, HttpServerResponse response) {
        requests.add(LoggedRequest.of(request));
        if (credentials != null && !credentials.match(request.requestHeaders().get(HttpHeaderNames.AUTHORIZATION))) {
            response.header(HttpHeaderNames.WWW_AUTHENTICATE, "Basic realm=\"sandbox\", charset=\"UTF-8\"");
            return say(response, HttpResponseStatus.UNAUTHORIZED);
        }
        Fault fault = misbehaviour.next(request.uri());
        HttpResponseStatus refusal = fault.refusal();
        if (refusal != null) {
            if (fault.retryAfterSeconds() > 0) {
                response.header(HttpHeaderNames.RETRY_AFTER, Integer.toString(fault.retryAfterSeconds()));
            }
            return say(response, refusal);
        }
        if (fault.missing()) {
            return say(response, HttpResponseStatus.NOT_FOUND);
        }
        URI elsewhere = fault.redirect();
        if (elsewhere != null) {
            response.header(
                    HttpHeaderNames.LOCATION, elsewhere.resolve(request.uri()).toString());
            return say(response, HttpResponseStatus.FOUND);
        }
        if (!request.method().equals(HttpMethod.GET) && !request.method().equals(HttpMethod.HEAD)) {
            response.header(HttpHeaderNames.ALLOW, "GET, HEAD");
            return say(response, HttpResponseStatus.METHOD_NOT_ALLOWED);
        }
        return RequestPath.parse(request.uri())
                .map(path -> serve(path, request, response, fault))
                .orElseGet(() -> say(response, HttpResponseStatus.NOT_FOUND));
    }

    private Mono<Void> serve(RequestPath path, HttpServerRequest request, HttpServerResponse response, Fault fault) {
        return Mono.usingWhen(
                        ServedFile.open(root, path), file -> send(file, request, response, fault), ServedFile::close)
                .onErrorResume(
                        IOException.class,
                        // not there, not readable: all the same to a client; once headers are out the connection is cut
                        error -> response.hasSentHeaders()
                                ? Mono.error(error)
                                : say(response, HttpResponseStatus.NOT_FOUND));
    }

    private static Mono<Void> send(
            ServedFile file, HttpServerRequest request, HttpServerResponse response, Fault fault) {
        String etag = file.etag(fault.validatorShift());
        String modified = file.lastModified(fault.validatorShift());
        response.header(HttpHeaderNames.ACCEPT_RANGES, HttpHeaderValues.BYTES)
                .header(HttpHeaderNames.ETAG, etag)
                .header(HttpHeaderNames.LAST_MODIFIED, modified);
        boolean isHead = request.method().equals(HttpMethod.HEAD);
        Optional<ByteRange> asked = isHead || fault.ignoresRange() // a range means something with GET only
                ? Optional.empty()
                : askedRange(request.requestHeaders(), file.size(), etag, modified);
        if (asked.isPresent() && !asked.get().isSatisfiable(file.size())) {
            response.header(HttpHeaderNames.CONTENT_RANGE, "bytes */" + file.size());
            return say(response, HttpResponseStatus.REQUESTED_RANGE_NOT_SATISFIABLE);
        }
        asked.ifPresent(range -> response.status(HttpResponseStatus.PARTIAL_CONTENT)
                .header(HttpHeaderNames.CONTENT_RANGE, contentRange(range, file.size(), fault)));
        ByteRange range = withheld(asked.orElseGet(() -> ByteRange.whole(file.size())), fault.bytesWithheld());
        response.header(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.APPLICATION_OCTET_STREAM)
                .header(HttpHeaderNames.CONTENT_LENGTH, Long.toString(range.length()));
        return isHead ? Mono.empty() : new Body(file, range, fault).send(response);
    }

    private static Optional<ByteRange> askedRange(HttpHeaders headers, long size, String etag, String modified) {
        String range = headers.get(HttpHeaderNames.RANGE);
        String condition = headers.get(HttpHeaderNames.IF_RANGE);
        if (range == null || (condition != null && !condition.equals(etag) && !condition.equals(modified))) {
            return Optional.empty();
        }
        return ByteRange.parse(range, size);
    }

    private static String contentRange(ByteRange range, long size, Fault fault) {
        int off = fault.wrongContentRange() ? 1 : 0;
        return "bytes " + (range.first() + off) + "-" + (range.last() + off) + "/" + size;
    }

    private static ByteRange withheld(ByteRange range, long bytes) {
        return new ByteRange(range.first(), range.last() - Math.min(bytes, range.length()));
    }

    private static Mono<Void> say(HttpServerResponse response, HttpResponseStatus status) {
        byte[] words = (status + "\n").getBytes(StandardCharsets.UTF_8);
        return response.status(status)
                .header(HttpHeaderNames.CONTENT_TYPE, "text/plain; charset=utf-8")
                .header(HttpHeaderNames.CONTENT_LENGTH, Integer.toString(words.length))
                .sendByteArray(Mono.just(words))
                .then();
    }
}
