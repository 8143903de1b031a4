package org.alyxtransfer.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
    private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");
    private static final Duration LONGEST = Duration.ofMinutes(5);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | 0",
                " 7  | 7",
                "300 | 300",
                "301 | 300",
                "999999999 | 300",
                "Fri, 27 Nov 2026 12:01:30 GMT | 90",
                "Fri, 27 Nov 2026 23:00:00 GMT | 300",
                "Fri, 27 Nov 2026 11:59:59 GMT | 0"
            })
    void secondsAndDatesAreUnderstood(String header, long seconds) {
        assertThat(RetryAfter.pause(header, NOW, LONGEST)).hasValue(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-1", "1.5", "99999999999999999999", "Fri, 31 Feb 2026 12:00:00 GMT", "\r\n7;"})
    void anythingElseIsAsIfNothingWereAsked(String header) {
        assertThat(RetryAfter.pause(header, NOW, LONGEST)).isEmpty();
    }

    @Test
    void mostServersAskForNothing() {
        assertThat(RetryAfter.pause(null, NOW, LONGEST)).isEmpty();
    }
}
