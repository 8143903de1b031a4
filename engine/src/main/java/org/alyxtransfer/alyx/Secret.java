package org.alyxtransfer.alyx;

import java.util.regex.Pattern;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;

/** A token in use; identity tells one sign-in from the next, as Alyx gives the same text again. */
final class Secret {
    private static final Pattern PRINTABLE = Pattern.compile("[!-~]{1,512}");

    private final String text;

    Secret(String text, String where) {
        if (!PRINTABLE.matcher(text).matches()) {
            throw new TransferException(Kind.AUTHENTICATION, where, "the token is empty or holds odd characters");
        }
        this.text = text;
    }

    String reveal() {
        return text;
    }

    @Override
    public String toString() {
        return "***";
    }
}
