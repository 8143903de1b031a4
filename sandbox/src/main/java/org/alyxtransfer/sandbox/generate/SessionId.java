package org.alyxtransfer.sandbox.generate;

import java.time.LocalDate;
import java.util.Locale;

/** Which session: a subject's, of a day, and the how-manieth of that day, from 1. */
public record SessionId(String subject, LocalDate date, int number) {
    /** Its folder below {@code Subjects}, with the number as three digits. */
    public String folder() {
        return String.format(Locale.ROOT, "%s/%s/%03d", subject, date, number);
    }
}
