package org.alyxtransfer.automation.report;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A report on its way to one recipient.
 *
 * @param id the same for every attempt to deliver this run's report to this recipient, also after a crash
 */
public record Parcel(String id, RunReport report, Recipient recipient) {
    private static final int DIGITS = 32;

    static Parcel of(RunReport report, Recipient recipient) {
        return new Parcel(id(report.run(), recipient.key()), report, recipient);
    }

    private static String id(String run, String recipient) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(run.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            digest.update(recipient.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest()).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
