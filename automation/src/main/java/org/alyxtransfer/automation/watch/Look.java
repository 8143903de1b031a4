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
        String prefix = first.where() + ": ";
        String why = String.valueOf(first.getMessage());
        why = why.startsWith(prefix) ? why.substring(prefix.length()) : why;
        Kind kind = leftOut.stream().map(TransferException::kind).allMatch(first.kind()::equals)
                ? first.kind()
                : Kind.DENIED;
        return new Look(
                isUnsure,
                Optional.of(new TransferException(
                        kind, first.where(), why + " (and " + (leftOut.size() - 1) + " more)", first)));
    }
}
