package org.alyxtransfer.automation.report;

/** Who gets a report. */
public sealed interface Recipient permits MailRecipient, WebhookRecipient {
    /** Tells recipients apart, always alike for the same one; holds no secret. */
    String key();
}
