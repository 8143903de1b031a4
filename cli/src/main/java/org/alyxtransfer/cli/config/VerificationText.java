package org.alyxtransfer.cli.config;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.alyxtransfer.copy.Verification;
import org.alyxtransfer.engine.VerificationChoice;

/** How a profile and {@code --verify} write the ways to check stored files. */
final class VerificationText {
    private static final Pattern SAMPLE = Pattern.compile("sample:([1-9][0-9]?|100)%");

    private VerificationText() {}

    static VerificationChoice parse(String text) {
        String wanted = text.strip().toLowerCase(Locale.ROOT);
        Matcher sample = SAMPLE.matcher(wanted);
        if (sample.matches()) {
            return VerificationChoice.sample(Integer.parseInt(sample.group(1)));
        }
        return switch (wanted) {
            case "auto" -> VerificationChoice.byWire();
            case "size" -> VerificationChoice.always(Verification.SIZE);
            case "stream" -> VerificationChoice.always(Verification.STREAM);
            case "read-back" -> VerificationChoice.always(Verification.READ_BACK);
            default ->
                throw new IllegalArgumentException(
                        "expected auto, size, stream, read-back or sample:N% with N from 1 to 100");
        };
    }
}
