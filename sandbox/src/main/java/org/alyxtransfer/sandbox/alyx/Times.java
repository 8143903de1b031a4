package org.alyxtransfer.sandbox.alyx;

import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Times as the server keeps them: UTC, without a zone, to the microsecond. */
record Times(Clock clock) {
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss");
    private static final DateTimeFormatter MICROS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS");
    private static final Pattern GIVEN = Pattern.compile(
            "(\\d{4}-\\d{2}-\\d{2})(?:[T ](\\d{2}:\\d{2})(:\\d{2}(?:[.,]\\d{1,6}\\d*)?)?(Z|[+-]\\d{2}:?\\d{2})?)?");

    String now() {
        return written(LocalDateTime.now(clock.withZone(ZoneOffset.UTC)));
    }

    LocalDate today() {
        return LocalDate.now(clock.withZone(ZoneOffset.UTC));
    }

    /** Six digits of fraction, or none at all when it is zero. */
    static String written(LocalDateTime time) {
        LocalDateTime micros = time.truncatedTo(ChronoUnit.MICROS);
        return micros.format(micros.equals(time.truncatedTo(ChronoUnit.SECONDS)) ? SECONDS : MICROS);
    }

    /** A client's time as the server stores it, an offset converted and dropped; null when it is none. */
    static @Nullable String read(String given) {
        Matcher matcher = GIVEN.matcher(given.strip());
        if (!matcher.matches()) {
            return null;
        }
        try {
            return matcher.group(2) == null
                    ? written(LocalDate.parse(matcher.group(1)).atStartOfDay())
                    : written(time(matcher));
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    private static LocalDateTime time(Matcher given) {
        String seconds = given.group(3) == null ? ":00" : given.group(3).replace(',', '.');
        String local = given.group(1) + "T" + given.group(2) + seconds;
        String zone = given.group(4);
        if (zone == null) {
            return LocalDateTime.parse(local);
        }
        String offset = zone.length() == 5 ? zone.substring(0, 3) + ":" + zone.substring(3) : zone;
        return OffsetDateTime.parse(local + offset)
                .withOffsetSameInstant(ZoneOffset.UTC)
                .toLocalDateTime();
    }
}
