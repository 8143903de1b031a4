package org.alyxtransfer.automation.run;

/**
 * How a command ended.
 *
 * @param exit its exit code; -1 where it has none
 * @param why for people; "" when it succeeded
 */
public record CommandEnd(How how, int exit, String why) {
    /** The ways to end. */
    public enum How {
        SUCCEEDED,
        /** With an exit code other than 0. */
        FAILED,
        TIMED_OUT,
        /** There is no such program, or it is not one. */
        NOT_STARTED
    }

    static CommandEnd notStarted(String why) {
        return new CommandEnd(How.NOT_STARTED, -1, why);
    }
}
