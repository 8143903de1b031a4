package org.alyxtransfer.storage.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class ValidatorTest {
    private static final String NOON = "Sat, 15 Jan 2022 12:00:00 GMT";
    private static final Validator NONE = new Validator(null, null, null);
    private static final String LATER = "Sat, 15 Jan 2022 12:00:01 GMT";

    @Test
    void aStrongEtagIsTheBest() {
        assertThat(new Validator("\"x\"", NOON, LATER).strong()).isEqualTo("\"x\"");
    }

    @Test
    void aTimeIsStrongOnceItIsPast() {
        assertThat(new Validator(null, NOON, LATER).strong()).isEqualTo(NOON);
        assertThat(new Validator("W/\"x\"", NOON, LATER).strong()).isEqualTo(NOON);
        assertThat(new Validator(null, NOON, NOON).strong()).isNull();
        assertThat(new Validator(null, NOON, null).strong()).isNull();
        assertThat(new Validator(null, "yesterday", LATER).strong()).isNull();
    }

    @Test
    void aWeakEtagAloneProvesNothing() {
        assertThat(new Validator("W/\"x\"", null, LATER).strong()).isNull();
    }

    @Test
    void versionsAgreeByEtagElseByTime() {
        assertThat(new Validator("\"x\"", NOON, null).agreesWith(new Validator("\"x\"", LATER, null)))
                .isTrue();
        assertThat(new Validator("\"x\"", NOON, null).agreesWith(new Validator("\"y\"", NOON, null)))
                .isFalse();
        assertThat(new Validator("\"x\"", NOON, null).agreesWith(new Validator(null, NOON, null)))
                .isTrue();
        assertThat(new Validator(null, NOON, null).agreesWith(new Validator(null, LATER, null)))
                .isFalse();
        assertThat(NONE.agreesWith(NONE)).isFalse();
    }

    @Test
    void aRangeMayLeaveOutTheTimeButNotTheEtag() {
        assertThat(new Validator("\"x\"", NOON, LATER).isConfirmedBy(new Validator("\"x\"", null, null)))
                .isTrue();
        assertThat(new Validator("\"x\"", NOON, LATER).isConfirmedBy(new Validator(null, NOON, null)))
                .isFalse();
        assertThat(new Validator(null, NOON, LATER).isConfirmedBy(new Validator(null, null, null)))
                .isTrue();
        assertThat(new Validator(null, NOON, LATER).isConfirmedBy(new Validator(null, LATER, null)))
                .isFalse();
    }

    @Test
    void anUnknownTimeIsTheEpoch() {
        assertThat(new Validator(null, NOON, null).modified()).isEqualTo(Instant.parse("2022-01-15T12:00:00Z"));
        assertThat(new Validator(null, "Sat, 5 Jan 2022", null).modified()).isEqualTo(Instant.EPOCH);
        assertThat(NONE.modified()).isEqualTo(Instant.EPOCH);
    }
}
