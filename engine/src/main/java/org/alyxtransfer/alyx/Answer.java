package org.alyxtransfer.alyx;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.http.RetryAfter;
import org.jspecify.annotations.Nullable;

/** What a server sent back, whole. */
final class Answer {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration DEFAULT_PAUSE = Duration.ofSeconds(60); // the window of Alyx's own limit
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    private final int status;
    private final String contentType;
    private final String location;
    private final @Nullable String retryAfter;
    private final byte[] body;

    Answer(int status, HttpHeaders headers, byte[] body) {
        this.status = status;
        this.contentType = headers.get(HttpHeaderNames.CONTENT_TYPE, "");
        this.location = headers.get(HttpHeaderNames.LOCATION, "");
        this.retryAfter = headers.get(HttpHeaderNames.RETRY_AFTER);
        this.body = body;
    }

    int status() {
        return status;
    }

    String location() {
        return location;
    }

    boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    boolean isHtml() {
        return contentType.toLowerCase(Locale.ROOT).contains("html");
    }

    /** The body as JSON; {@link Kind#GARBLED} with a short excerpt where it is none. */
    JsonNode json(String where) {
        if (isHtml()) {
            throw new TransferException(
                    Kind.GARBLED, where, "got an HTML page instead of JSON; is this really the address of an Alyx?");
        }
        try {
            JsonNode tree = JSON.readTree(body);
            if (tree != null && !tree.isMissingNode()) {
                return tree;
            }
        } catch (IOException e) {
            // the parser's own words would repeat the excerpt
        }
        throw new TransferException(Kind.GARBLED, where, "got something else than JSON: " + Excerpt.of(body));
    }

    /** The body as JSON, or nothing. */
    JsonNode jsonIfAny() {
        try {
            JsonNode tree = isHtml() ? null : JSON.readTree(body);
            return tree == null ? MissingNode.getInstance() : tree;
        } catch (IOException e) {
            return MissingNode.getInstance();
        }
    }

    Duration pause() {
        return RetryAfter.pause(retryAfter, Instant.now(), LONGEST_PAUSE).orElse(DEFAULT_PAUSE);
    }
}
