package org.alyxtransfer.dataset;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import reactor.core.Exceptions;

/**
 * The one exception: what kind of failure, to which file or server, and why.
 *
 * <p>Carries no secret, no control characters and no endless text. {@link #where()} reads "session/file @ offset" or a
 * server's address. Whether a repetition can help is told by {@link Kind#isTemporary()}.
 */
public final class TransferException extends RuntimeException {
    /** What went wrong, as far as the caller's next step depends on it. */
    public enum Kind {
        /** A name, path or setting that cannot be used. */
        INVALID(false),
        NOT_FOUND(false),
        /** The target exists and may not be replaced. */
        EXISTS(false),
        /** The server or disk refuses access. */
        DENIED(false),
        /** Wrong password, expired token. */
        AUTHENTICATION(false),
        /** The server could not prove who it is, so that nothing was sent to it. */
        UNTRUSTED(false),
        /** No space, or a quota is used up. */
        FULL(false),
        /** Another process holds the session or file. */
        BUSY(true),
        /** The session is this run's no more; another client may work on it. */
        LEASE_LOST(false),
        /** The connection broke; the operation's fate is unknown. */
        DISCONNECTED(true),
        /** No answer within the time-out; the operation's fate is unknown. */
        TIMEOUT(true),
        /** No connection could be made. */
        UNREACHABLE(true),
        /** The server asks to slow down. */
        THROTTLED(true),
        /** The server failed for a reason that may pass. */
        UNAVAILABLE(true),
        /** Bytes that arrived differ from those expected. */
        CORRUPT(false),
        /** The source file changed while it was read. */
        SOURCE_CHANGED(false),
        /** Alyx protects the dataset. */
        PROTECTED(false),
        /** Another content is already at the target or in Alyx. */
        CONFLICT(false),
        /** The server understood and refused (unknown type, bad field). */
        REFUSED(false),
        /** This storage or server cannot do it. */
        UNSUPPORTED(false),
        /** An answer that breaks the protocol. */
        GARBLED(false),
        /** A fault in this program. */
        UNEXPECTED(false);

        private final boolean temporary;

        Kind(boolean temporary) {
            this.temporary = temporary;
        }

        public boolean isTemporary() {
            return temporary;
        }

        /** The smaller, the graver: wrong bytes, then a full disk, then whatever is final, then what may pass. */
        private int gravity() {
            return switch (this) {
                case CORRUPT -> 0;
                case SOURCE_CHANGED -> 1;
                case FULL -> 2;
                case UNEXPECTED -> 4;
                default -> temporary ? 5 : 3;
            };
        }
    }

    // Texts hold names and words of servers, which could otherwise move a cursor, forge a line of a log, or fill it.
    private static final Pattern UNPRINTABLE =
            Pattern.compile("[\\p{Cc}\\p{Cs}\\u2028-\\u202e\\u2066-\\u2069&&[^\\n\\t]]");
    private static final int LONGEST_PLACE = 1_000;
    private static final int LONGEST = 4_000;

    private final Kind kind;
    private final String where;
    private final Duration pause;

    public TransferException(Kind kind, String where, String message) {
        this(kind, where, message, null);
    }

    public TransferException(Kind kind, String where, String message, @Nullable Throwable cause) {
        this(kind, where, message, cause, Duration.ZERO);
    }

    /** @param pause that the server asks for before it is asked again */
    public TransferException(Kind kind, String where, String message, @Nullable Throwable cause, Duration pause) {
        super(printable(where, LONGEST_PLACE) + ": " + printable(message, LONGEST), cause);
        this.kind = kind;
        this.where = printable(where, LONGEST_PLACE);
        this.pause = pause;
    }

    public Kind kind() {
        return kind;
    }

    public String where() {
        return where;
    }

    public boolean isTemporary() {
        return kind.isTemporary();
    }

    /** How long the server asks to be left alone; zero where it asks for nothing. */
    public Duration pause() {
        return pause;
    }

    /** Whether a failure of any class may pass by itself. */
    public static boolean isTemporaryFailure(Throwable failure) {
        return failure instanceof TransferException known && known.isTemporary();
    }

    private static String printable(String text, int longest) {
        String shown = text.length() > longest ? text.substring(0, longest) + "…" : text;
        return UNPRINTABLE.matcher(shown).replaceAll("?");
    }

    /**
     * Gives any failure a kind; one that already has a kind stays as it is. Of several at once the gravest is told, with
     * the others suppressed: what a repetition cannot mend counts for more than what may pass.
     */
    public static TransferException from(Throwable failure, String where) {
        if (failure instanceof TransferException known) {
            return known;
        }
        if (Exceptions.isMultiple(failure)) {
            return gravest(Exceptions.unwrapMultiple(failure), where);
        }
        String why = failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        return new TransferException(Kind.UNEXPECTED, where, why, failure);
    }

    private static TransferException gravest(List<Throwable> several, String where) {
        List<TransferException> told = several.stream()
                .map(one -> from(one, where))
                .sorted(Comparator.comparingInt(one -> one.kind.gravity()))
                .toList();
        TransferException first = told.get(0);
        for (TransferException other : told) {
            if (other != first && !List.of(first.getSuppressed()).contains(other)) {
                first.addSuppressed(other);
            }
        }
        return first;
    }
}
