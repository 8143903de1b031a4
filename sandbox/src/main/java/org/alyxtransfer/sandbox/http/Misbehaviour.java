package org.alyxtransfer.sandbox.http;

import io.netty.handler.codec.http.HttpResponseStatus;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * What the server does wrong from now on. Any thread may flip a switch at any time; requests that come in after it are
 * answered accordingly, those in flight are not touched. Several may be on at once. Those that count requests switch
 * themselves off; {@link #ALWAYS} never does.
 */
public final class Misbehaviour {
    /** For switches that count: every request until it is switched off. */
    public static final int ALWAYS = Integer.MAX_VALUE;

    private String onlyFor = "";
    private int refused;
    private HttpResponseStatus refusal = HttpResponseStatus.SERVICE_UNAVAILABLE;
    private int retryAfterSeconds;
    private int missing;
    private @Nullable URI redirect;
    private boolean ignoresRange;
    private boolean wrongContentRange;
    private long bytesWithheld;
    private int truncated;
    private long truncatedAfter;
    private int stalled;
    private long stalledAfter;
    private long bytesPerSecond;
    private long flippedByte;
    private boolean changesValidator;
    private long validatorShift;

    Misbehaviour() {
        reset();
    }

    /** Behaves well again. */
    public synchronized Misbehaviour reset() {
        onlyFor = "";
        refused = 0;
        missing = 0;
        redirect = null;
        ignoresRange = false;
        wrongContentRange = false;
        bytesWithheld = 0;
        truncated = 0;
        stalled = 0;
        bytesPerSecond = Fault.NEVER;
        flippedByte = Fault.NEVER;
        changesValidator = false;
        return this;
    }

    /** Spares requests whose path (as sent) does not contain this; the empty text spares none. */
    public synchronized Misbehaviour onlyFor(String partOfPath) {
        onlyFor = partOfPath;
        return this;
    }

    /** Answers the next requests with 503 and, above 0, Retry-After. */
    public synchronized Misbehaviour unavailable(int requests, int retryAfter) {
        return refuse(requests, HttpResponseStatus.SERVICE_UNAVAILABLE, retryAfter);
    }

    /** Answers the next requests with 429 and, above 0, Retry-After. */
    public synchronized Misbehaviour throttle(int requests, int retryAfter) {
        return refuse(requests, HttpResponseStatus.TOO_MANY_REQUESTS, retryAfter);
    }

    private Misbehaviour refuse(int requests, HttpResponseStatus status, int retryAfter) {
        refused = requests;
        refusal = status;
        retryAfterSeconds = retryAfter;
        return this;
    }

    /** Answers the next requests with 404, as a server does whose share is not mounted, or not yet. */
    public synchronized Misbehaviour missing(int requests) {
        missing = requests;
        return this;
    }

    /** Sends clients to the same path on another host; null not to. */
    public synchronized Misbehaviour redirectTo(@Nullable URI elsewhere) {
        redirect = elsewhere;
        return this;
    }

    /** Sends the whole file, with 200, whatever range is asked for. */
    public synchronized Misbehaviour ignoreRange(boolean on) {
        ignoresRange = on;
        return this;
    }

    /** Says in Content-Range that it sends the bytes one further on than it was asked for. */
    public synchronized Misbehaviour wrongContentRange(boolean on) {
        wrongContentRange = on;
        return this;
    }

    /** Sends, and announces in Content-Length, so many bytes fewer than it should; at most all of them. */
    public synchronized Misbehaviour withhold(long bytes) {
        bytesWithheld = bytes;
        return this;
    }

    /** Cuts the connection in the next answers after so many bytes of the body; Content-Length promises all. */
    public synchronized Misbehaviour truncate(int requests, long afterBytes) {
        truncated = requests;
        truncatedAfter = afterBytes;
        return this;
    }

    /** Falls silent in the next answers after so many bytes of the body, with the connection open. */
    public synchronized Misbehaviour stall(int requests, long afterBytes) {
        stalled = requests;
        stalledAfter = afterBytes;
        return this;
    }

    /** Sends each body at about so many bytes a second; 0 for full speed. */
    public synchronized Misbehaviour slow(long bytes) {
        bytesPerSecond = bytes == 0 ? Fault.NEVER : bytes;
        return this;
    }

    /** Sends the byte at this offset of a file with its lowest bit flipped; negative for none. */
    public synchronized Misbehaviour flipBitAt(long offset) {
        flippedByte = offset < 0 ? Fault.NEVER : offset;
        return this;
    }

    /** Gives each answer another ETag and Last-Modified, as if the file had been replaced in between. */
    public synchronized Misbehaviour changeValidator(boolean on) {
        changesValidator = on;
        return this;
    }

    synchronized Fault next(String path) {
        if (!path.contains(onlyFor)) {
            return Fault.NONE;
        }
        boolean isRefused = refused > 0;
        boolean isMissing = !isRefused && missing > 0;
        boolean isAnswered = !isRefused && !isMissing; // the other counters count bodies
        boolean isTruncated = isAnswered && truncated > 0;
        boolean isStalled = isAnswered && stalled > 0;
        refused -= isRefused ? one(refused) : 0;
        missing -= isMissing ? one(missing) : 0;
        truncated -= isTruncated ? one(truncated) : 0;
        stalled -= isStalled ? one(stalled) : 0;
        validatorShift += changesValidator ? 1 : 0;
        return new Fault(
                isRefused ? refusal : null,
                retryAfterSeconds,
                isMissing,
                redirect,
                ignoresRange,
                wrongContentRange,
                bytesWithheld,
                isTruncated ? truncatedAfter : Fault.NEVER,
                isStalled ? stalledAfter : Fault.NEVER,
                bytesPerSecond,
                flippedByte,
                changesValidator ? validatorShift : 0);
    }

    private static int one(int requests) {
        return requests == ALWAYS ? 0 : 1;
    }
}
