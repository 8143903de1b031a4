package org.alyxtransfer.dataset;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.alyxtransfer.dataset.TransferException.Kind;

/** Names a session: subject, date and number (1 to 999), as {@code <subject>/<YYYY-MM-DD>/<NNN>}. */
public record SessionPath(String subject, LocalDate date, int number) implements Comparable<SessionPath> {
    private static final Pattern SUBJECT = Pattern.compile("[A-Za-z0-9._-]+");
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,3}");
    private static final int ELEMENTS = 3;
    private static final int LAST_YEAR = 9999;
    private static final int BEFORE_NUMBERS = 1000;

    public SessionPath {
        if (!SUBJECT.matcher(subject).matches() || subject.startsWith(".")) {
            throw new TransferException(
                    Kind.INVALID, subject, "a subject's name may hold only letters, digits, '.', '_' and '-'");
        }
        FilePath.of(subject); // refuses what no folder can be called
        if (date.getYear() < 1 || date.getYear() > LAST_YEAR) { // else it could be written but not read again
            throw new TransferException(
                    Kind.INVALID, subject + "/" + date, "a session's year must be from 1 to " + LAST_YEAR);
        }
        if (number < 1 || number > 999) {
            throw new TransferException(
                    Kind.INVALID, subject + "/" + date, "a session's number must be from 1 to 999, not " + number);
        }
    }

    /** Reads {@code subject/date/number}; the number with or without leading zeros. */
    public static SessionPath parse(String text) {
        String[] parts = text.split("/", -1);
        if (parts.length != ELEMENTS) {
            throw notASession(text);
        }
        return read(parts[0], parts[1], parts[2]).orElseThrow(() -> notASession(text));
    }

    /** Finds the session that the last three elements of a folder's path name; empty when they name none. */
    public static Optional<SessionPath> ofFolder(List<String> elements) {
        int size = elements.size();
        if (size < ELEMENTS) {
            return Optional.empty();
        }
        return read(elements.get(size - 3), elements.get(size - 2), elements.get(size - 1));
    }

    /** Three digits, as the folder and Alyx's relative paths spell it. */
    public String paddedNumber() {
        return Integer.toString(BEFORE_NUMBERS + number).substring(1);
    }

    /** The session's folder below a repository's root. */
    public FilePath folder() {
        return new FilePath(toString());
    }

    @Override
    public int compareTo(SessionPath other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
        return subject + "/" + date + "/" + paddedNumber();
    }

    private static Optional<SessionPath> read(String subject, String date, String number) {
        if (!SUBJECT.matcher(subject).matches()
                || subject.startsWith(".")
                || !DATE.matcher(date).matches()
                || !NUMBER.matcher(number).matches()
                || Integer.parseInt(number) == 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(new SessionPath(subject, LocalDate.parse(date), Integer.parseInt(number)));
        } catch (DateTimeParseException | TransferException e) {
            return Optional.empty();
        }
    }

    private static TransferException notASession(String text) {
        return new TransferException(
                Kind.INVALID,
                text,
                "is not a session; expected <subject>/<YYYY-MM-DD>/<NNN>, e.g. COGP-003/2022-01-11/001");
    }
}
