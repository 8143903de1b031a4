package org.alyxtransfer.cli.frame;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;

/** How much libraries log; only warnings unless asked. */
public final class Logging {
    private Logging() {}

    /** Once {@code -v} shows what this program logs, twice also what its libraries do. */
    public static void say(int verbosity) {
        if (verbosity > 0) {
            set("org.alyxtransfer", Level.DEBUG);
        }
        if (verbosity > 1) {
            set(org.slf4j.Logger.ROOT_LOGGER_NAME, Level.INFO);
            set("jcifs", Level.INFO);
        }
    }

    /** A service says what it does, as there is nobody to watch a display. */
    public static void sayWhatIsDone() {
        if (LoggerFactory.getLogger("org.alyxtransfer.automation") instanceof Logger logger
                && !logger.isInfoEnabled()) {
            logger.setLevel(Level.INFO);
        }
    }

    private static void set(String name, Level level) {
        if (LoggerFactory.getLogger(name) instanceof Logger logger) {
            logger.setLevel(level);
        }
    }
}
