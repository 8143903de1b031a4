package org.alyxtransfer.automation.analysis.read;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;

/** Dates as files count them. */
final class Dates {
    private static final long NANOS = 1_000_000_000L;

    private Dates() {}

    /** Ticks since 1970 in a unit of NumPy's; the bare number where the unit is none that is known, or beyond Java's years. */
    static String date(long ticks, String unit) {
        try {
            return switch (unit) {
                case "Y" -> String.valueOf(Math.addExact(1970, ticks));
                case "M" ->
                    LocalDate.of(1970, 1, 1).plusMonths(ticks).toString().substring(0, 7);
                case "D" -> LocalDate.ofEpochDay(ticks).toString();
                case "h" -> instant(Math.multiplyExact(ticks, 3600L), 0);
                case "m" -> instant(Math.multiplyExact(ticks, 60L), 0);
                case "s" -> instant(ticks, 0);
                case "ms" -> instant(Math.floorDiv(ticks, 1_000L), Math.floorMod(ticks, 1_000L) * 1_000_000);
                case "us" -> instant(Math.floorDiv(ticks, 1_000_000L), Math.floorMod(ticks, 1_000_000L) * 1_000);
                case "ns" -> instant(Math.floorDiv(ticks, NANOS), Math.floorMod(ticks, NANOS));
                default -> unit.isEmpty() ? String.valueOf(ticks) : ticks + " " + unit;
            };
        } catch (DateTimeException | ArithmeticException e) {
            return ticks + " " + unit;
        }
    }

    private static String instant(long seconds, long nanos) {
        String text = Instant.ofEpochSecond(seconds, nanos).toString();
        return text.substring(0, text.length() - 1); // NumPy's dates know no time zone
    }
}
