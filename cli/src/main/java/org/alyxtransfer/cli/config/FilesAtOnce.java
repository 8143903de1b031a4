package org.alyxtransfer.cli.config;

import java.util.Locale;
import java.util.OptionalInt;

/**
 * How many files are moved at once.
 *
 * @param fixed empty: the run finds the number by itself
 */
public record FilesAtOnce(OptionalInt fixed) {
    /** The most files at once, fixed or found. */
    public static final int MOST = 1024;

    static FilesAtOnce parse(String text) {
        String wanted = text.strip().toLowerCase(Locale.ROOT);
        if (wanted.equals("auto")) {
            return new FilesAtOnce(OptionalInt.empty());
        }
        try {
            int number = Integer.parseInt(wanted);
            if (number >= 1 && number <= MOST) {
                return new FilesAtOnce(OptionalInt.of(number));
            }
        } catch (NumberFormatException e) {
            // said below, as for a number that is out of range
        }
        throw new IllegalArgumentException("expected auto or a number from 1 to " + MOST);
    }
}
