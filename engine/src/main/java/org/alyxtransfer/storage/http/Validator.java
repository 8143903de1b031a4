package org.alyxtransfer.storage.http;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** What a server says to tell one version of a file from another (RFC 9110, section 8.8). */
record Validator(
        @Nullable String etag,
        @Nullable String lastModified,
        @Nullable String date) {
    /**
     * The value of an {@code If-Range} header; null when nothing is strong enough to say that two ranges come from the
     * same bytes.
     */
    @Nullable
    String strong() {
        if (etag != null && etag.startsWith("\"")) {
            return etag;
        }
        Instant modified = instant(lastModified);
        Instant answered = instant(date);
        // a file that was written within the second of the answer may be written again within it (8.8.2.2)
        boolean old = modified != null && answered != null && !modified.isAfter(answered.minusSeconds(1));
        return old ? lastModified : null;
    }

    boolean isNone() {
        return etag == null && lastModified == null;
    }

    /** Whether both can be of one version: what both name is equal. Names nothing in common: no. */
    boolean agreesWith(Validator other) {
        if (etag != null && other.etag != null) {
            return etag.equals(other.etag);
        }
        return lastModified != null && lastModified.equals(other.lastModified);
    }

    /** As {@link #agreesWith}, for the answer to an {@code If-Range}: it may leave out the time, but not the ETag. */
    boolean isConfirmedBy(Validator partial) {
        if (etag != null && etag.startsWith("\"")) {
            return etag.equals(partial.etag);
        }
        return partial.lastModified == null || partial.lastModified.equals(lastModified);
    }

    /** The modification time; the epoch when the server names none. */
    Instant modified() {
        Instant modified = instant(lastModified);
        return modified == null ? Instant.EPOCH : modified;
    }

    private static @Nullable Instant instant(@Nullable String header) {
        if (header == null) {
            return null;
        }
        try {
            return DateTimeFormatter.RFC_1123_DATE_TIME.parse(header.strip(), Instant::from);
        } catch (DateTimeException notADate) {
            return null;
        }
    }
}
