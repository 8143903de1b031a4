package org.alyxtransfer.storage.http;

import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.timeout.TimeoutException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.http.RetryAfter;
import org.alyxtransfer.storage.Chunk;
import org.alyxtransfer.tls.TlsFailures;
import org.jspecify.annotations.Nullable;
import reactor.netty.internal.shaded.reactor.pool.PoolAcquirePendingLimitException;
import reactor.netty.internal.shaded.reactor.pool.PoolAcquireTimeoutException;

/** Gives failures of connections and statuses of answers a kind. */
final class Failures {
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5); // that is waited because a server asks for it

    private Failures() {}

    static TransferException of(Throwable failure, String where) {
        if (failure instanceof TransferException known) {
            return known;
        }
        Optional<TransferException> untrusted = TlsFailures.find(failure, where);
        if (untrusted.isPresent()) {
            return untrusted.get();
        }
        if (failure instanceof ConnectTimeoutException
                || failure instanceof ConnectException
                || failure instanceof NoRouteToHostException
                || failure instanceof UnknownHostException) {
            return with(Kind.UNREACHABLE, where, "no connection to the file server", failure);
        }
        if (failure instanceof TimeoutException) {
            return with(Kind.TIMEOUT, where, "the file server fell silent", null);
        }
        if (failure instanceof PoolAcquireTimeoutException || failure instanceof PoolAcquirePendingLimitException) {
            return with(Kind.BUSY, where, "all connections to the file server are in use", failure);
        }
        if (failure instanceof IOException
                || failure instanceof PrematureChannelClosureException
                || TlsFailures.isBroken(failure)) {
            return with(Kind.DISCONNECTED, where, "the connection to the file server broke", failure);
        }
        if (failure instanceof DecoderException || failure instanceof IllegalArgumentException) {
            return with(Kind.GARBLED, where, "the file server's answer is not HTTP", failure);
        }
        return TransferException.from(failure, where);
    }

    static TransferException ofStatus(int status, @Nullable String retryAfter, String where) {
        Duration pause =
                RetryAfter.pause(retryAfter, Instant.now(), LONGEST_PAUSE).orElse(Duration.ZERO);
        return switch (status) {
            case 401, 407 ->
                with(Kind.AUTHENTICATION, where, "the file server wants a user name and password, or others", null);
            case 403 -> with(Kind.DENIED, where, "the file server refuses access", null);
            case 404, 410 -> with(Kind.NOT_FOUND, where, "the file server has no such file", null);
            case 408 -> with(Kind.TIMEOUT, where, "the file server says that the request took too long", null);
            case 416 -> with(Kind.SOURCE_CHANGED, where, "the file is shorter than it was", null);
            case 429 -> asking(pause, Kind.THROTTLED, where, "too many requests for the file server");
            case 501, 505 -> with(Kind.UNSUPPORTED, where, "the file server cannot do it (" + status + ")", null);
            default -> ofStatusClass(status, pause, where);
        };
    }

    static TransferException beyondEnd(String url, Chunk chunk, long size) {
        long end = chunk.offset() + chunk.length();
        return with(Kind.SOURCE_CHANGED, url, "bytes up to " + end + " were asked for, it has " + size, null);
    }

    static TransferException encoded(String where) {
        return with(
                Kind.UNSUPPORTED,
                where,
                "the file server compresses the file although asked not to, so that its bytes cannot be checked;"
                        + " switch compression off there",
                null);
    }

    private static TransferException ofStatusClass(int status, Duration pause, String where) {
        if (status >= 500) {
            return asking(pause, Kind.UNAVAILABLE, where, "the file server failed (" + status + ")");
        }
        if (status >= 400) {
            return with(Kind.REFUSED, where, "the file server refused the request (" + status + ")", null);
        }
        return with(Kind.GARBLED, where, "the file server answered " + status + ", which was not asked for", null);
    }

    private static TransferException asking(Duration pause, Kind kind, String where, String why) {
        String asked = pause.isZero() ? "" : "; it asks to wait " + pause.toSeconds() + " s";
        return new TransferException(kind, where, why + asked, null, pause);
    }

    private static TransferException with(Kind kind, String where, String why, @Nullable Throwable cause) {
        String detail = cause == null || cause.getMessage() == null ? "" : " (" + cause.getMessage() + ")";
        return new TransferException(kind, where, why + detail, cause);
    }
}
