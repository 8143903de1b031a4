package org.alyxtransfer.automation.report;

/**
 * What of an outbox has not arrived; counted once for each run and recipient.
 *
 * @param waiting still to be delivered, most often after an attempt that failed
 * @param lost refused or given up, ever
 * @param trouble why the last attempt of one that waits failed; "" when none did
 */
public record Undelivered(long waiting, long lost, String trouble) {
    public static final Undelivered NONE = new Undelivered(0, 0, "");
}
