package org.alyxtransfer.automation.report;

import java.util.Locale;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;

/** Somebody with a mail address. */
public record MailRecipient(String address) implements Recipient {
    private static final int LONGEST = 254; // RFC 5321, 4.5.3.1.3 less the angle brackets

    public MailRecipient {
        int at = address.lastIndexOf('@');
        boolean odd = address.chars().anyMatch(c -> c <= ' ' || c > '~' || "<>,;:\"()[]\\".indexOf(c) >= 0);
        if (odd || at < 1 || at == address.length() - 1 || address.length() > LONGEST) {
            throw new TransferException(
                    Kind.INVALID, "mail address", "'" + visible(address) + "' is none; expected one like name@lab.org");
        }
    }

    @Override
    public String key() {
        return "mailto:" + address.toLowerCase(Locale.ROOT);
    }

    private static String visible(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }
}
