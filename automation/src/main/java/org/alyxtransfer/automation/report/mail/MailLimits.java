package org.alyxtransfer.automation.report.mail;

/**
 * How much a mail carries; what goes beyond is named with its place instead.
 *
 * @param bytes pictures and attachments together, before they grow by a third in transit
 * @param pictures shown in the text
 * @param logBytes of the log's end
 */
public record MailLimits(long bytes, int pictures, int logBytes) {
    public static final MailLimits DEFAULT = new MailLimits(10 << 20, 12, 256 << 10);

    public MailLimits {
        if (bytes < 0 || pictures < 0 || logBytes < 0) {
            throw new IllegalArgumentException("limits are not negative");
        }
    }
}
