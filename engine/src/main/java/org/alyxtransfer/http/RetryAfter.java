package org.alyxtransfer.http;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How long a server asks to be left alone: seconds or a date (RFC 9110, 10.2.3). */
public final class RetryAfter {
    private static final Pattern SECONDS = Pattern.compile("\\d{1,9}");

    private RetryAfter() {}

    /**
     * The pause that an answer asks for.
     *
     * @param header the value of {@code Retry-After}, if there is one
     * @param longest what is at most believed
     * @return never negative; empty where the server asks for nothing, or for nothing that can be understood
     */
    public static Optional<Duration> pause(@Nullable String header, Instant now, Duration longest) {
        if (header == null) {
            return Optional.empty();
        }
        try {
            String asked = header.strip();
            Duration pause = SECONDS.matcher(asked).matches()
                    ? Duration.ofSeconds(Long.parseLong(asked))
                    : Duration.between(now, ZonedDateTime.parse(asked, DateTimeFormatter.RFC_1123_DATE_TIME));
            Duration atLeastNone = pause.isNegative() ? Duration.ZERO : pause;
            return Optional.of(atLeastNone.compareTo(longest) > 0 ? longest : atLeastNone);
        } catch (DateTimeException notADate) {
            return Optional.empty();
        }
    }
}
