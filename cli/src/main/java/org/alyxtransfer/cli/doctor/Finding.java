package org.alyxtransfer.cli.doctor;

import java.util.Optional;
import org.alyxtransfer.dataset.TransferException;

/**
 * One thing looked at.
 *
 * @param advice what to do about it; "" where nothing is to be done
 * @param failure why it is bad, where a server said so
 */
public record Finding(Level level, String area, String what, String advice, Optional<TransferException> failure) {
    /** How it is. */
    public enum Level {
        OK,
        /** Works, but slower or less safely than it could. */
        NOTE,
        BAD
    }

    static Finding ok(String area, String what) {
        return new Finding(Level.OK, area, what, "", Optional.empty());
    }

    static Finding note(String area, String what, String advice) {
        return new Finding(Level.NOTE, area, what, advice, Optional.empty());
    }

    static Finding bad(String area, String what, String advice) {
        return new Finding(Level.BAD, area, what, advice, Optional.empty());
    }

    static Finding bad(String area, Throwable thrown, String advice) {
        TransferException failure = TransferException.from(thrown, area);
        return new Finding(Level.BAD, area, String.valueOf(failure.getMessage()), advice, Optional.of(failure));
    }
}
