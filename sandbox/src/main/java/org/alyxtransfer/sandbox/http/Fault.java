package org.alyxtransfer.sandbox.http;

import io.netty.handler.codec.http.HttpResponseStatus;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * What will go wrong with one answer; taken from the {@link Misbehaviour} when its request comes in.
 *
 * @param refusal the status that is the whole answer; none: null
 */
record Fault(
        @Nullable HttpResponseStatus refusal,
        int retryAfterSeconds,
        boolean missing,
        @Nullable URI redirect,
        boolean ignoresRange,
        boolean wrongContentRange,
        long bytesWithheld,
        long truncatedAfter,
        long stalledAfter,
        long bytesPerSecond,
        long flippedByte,
        long validatorShift) {
    /** Stands for "never" in the fields that are positions. */
    static final long NEVER = Long.MAX_VALUE;

    static final Fault NONE = new Fault(null, 0, false, null, false, false, 0, NEVER, NEVER, NEVER, NEVER, 0);

    /** Whether the body can go out as it lies on the disk, for the kernel to send. */
    boolean leavesBodyAlone() {
        return stalledAfter == NEVER && bytesPerSecond == NEVER && flippedByte == NEVER;
    }
}
