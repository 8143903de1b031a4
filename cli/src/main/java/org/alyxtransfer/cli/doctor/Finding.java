package org.alyxtransfer.cli.doctor;

import java.util.Optional;
import org.alyxtransfer.dataset.TransferException;

/**
 * One thing looked at.
 *
 * @param advice what to do about it; "" where nothing is to be done
 * @param failure why it is bad, where a server said so
 * @param canWait the settings are right, so a profile of them is worth having: it is mended in Alyx, often by means of it
 */
public record Finding(
        Level level, String area, String what, String advice, Optional<TransferException> failure, boolean canWait) {
    /** How it is. */
    public enum Level {
        OK,
        /** Works, but slower or less safely than it could. */
        NOTE,
        BAD
    }

    static Finding ok(String area, String what) {
        return new Finding(Level.OK, area, what, "", Optional.empty(), true);
    }

    static Finding note(String area, String what, String advice) {
        return new Finding(Level.NOTE, area, what, advice, Optional.empty(), true);
    }

    static Finding bad(String area, String what, String advice) {
        return new Finding(Level.BAD, area, what, advice, Optional.empty(), false);
    }

    static Finding bad(String area, Throwable thrown, String advice) {
        TransferException failure = TransferException.from(thrown, area);
        return new Finding(Level.BAD, area, String.valueOf(failure.getMessage()), advice, Optional.of(failure), false);
    }

    /** The same, for what is mended in Alyx and keeps nobody from writing the profile. */
    Finding thatCanWait() {
        return new Finding(level, area, what, advice, failure, true);
    }
}
