package org.alyxtransfer.automation.report.webhook;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.alyxtransfer.automation.report.NotBefore;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.http.RetryAfter;

/** What a server's answer means for the delivery. */
record HookAnswer(int status, HttpHeaders headers, String excerpt) {
    private static final Duration LONGEST = Duration.ofDays(1); // that a server may ask for

    /** Empty when the server has taken over. */
    Optional<RuntimeException> failure(String where, Instant now) {
        if (status >= 200 && status < 300) {
            return Optional.empty();
        }
        TransferException failure = new TransferException(kind(), where, words());
        return Optional.of(RetryAfter.pause(headers.get(HttpHeaderNames.RETRY_AFTER), now, LONGEST)
                .<RuntimeException>map(pause -> new NotBefore(failure, pause))
                .orElse(failure));
    }

    private String words() {
        if (status >= 300 && status < 400) {
            return "answered with a redirect (" + status + "), which is not followed: the secret is for this address";
        }
        return "answered " + status + (excerpt.isBlank() ? "" : ": " + excerpt);
    }

    private Kind kind() {
        return switch (status) {
            case 401 -> Kind.AUTHENTICATION;
            case 403 -> Kind.DENIED;
            case 404 -> Kind.NOT_FOUND; // also what CI servers say to a wrong token
            case 408 -> Kind.TIMEOUT;
            case 425, 429 -> Kind.THROTTLED;
            default -> status >= 400 && status < 500 ? Kind.REFUSED : Kind.UNAVAILABLE;
        };
    }
}
