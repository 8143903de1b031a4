package org.alyxtransfer.automation.report;

import java.time.Instant;

/**
 * How it stands with a report for one recipient.
 *
 * @param recipient its {@link Recipient#key()}
 * @param attempts how often it was tried
 * @param due when it is tried next; meaningless once it is over
 * @param trouble why the last attempt failed; "" if it did not
 */
public record Delivery(
        String id, String run, String recipient, State state, int attempts, Instant due, String trouble) {
    /** What is to be done about it. */
    public enum State {
        WAITING,
        SENT,
        /** The server said that it will never take it. */
        REFUSED,
        /** It failed for longer than is worth trying. */
        GIVEN_UP;

        public boolean isOver() {
            return this != WAITING;
        }
    }
}
