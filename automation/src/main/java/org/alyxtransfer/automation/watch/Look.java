package org.alyxtransfer.automation.watch;

import java.util.List;
import java.util.Optional;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;

/**
 * How one look at a source went.
 *
 * @param isUnsure whether something there needs another look to be sure of
 * @param leftOut what could not be looked at, while all else was; empty for nothing
 */
record Look(boolean isUnsure, Optional<TransferException> leftOut) {
    /** One that left out nothing. */
    static Look whole(boolean isUnsure) {
        return new Look(isUnsure, Optional.empty());
    }

    /** One that left out these; the first is told, and how many more there are. */
    static Look without(List<TransferException> leftOut, boolean isUnsure) {
        if (leftOut.size() < 2) {
            return new Look(isUnsure, leftOut.stream().findFirst());
        }
        TransferException first = leftOut.get(0);
        Kind kind = leftOut.stream().map(TransferException::kind).allMatch(first.kind()::equals)
                ? first.kind()
                : Kind.DENIED;
        return new Look(
                isUnsure,
                Optional.of(new TransferException(
                        kind, first.where(), reason(first) + " (and " + (leftOut.size() - 1) + " more)", first)));
    }

    /** What it says, without the place. */
    static String reason(TransferException failure) {
        String prefix = failure.where() + ": ";
        String text = String.valueOf(failure.getMessage());
        return text.startsWith(prefix) ? text.substring(prefix.length()) : text;
    }
}
