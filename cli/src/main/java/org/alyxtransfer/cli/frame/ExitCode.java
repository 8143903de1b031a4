package org.alyxtransfer.cli.frame;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.alyxtransfer.dataset.TransferException.Kind;

/** How the process ends; a partial success is never {@link #DONE}. */
public enum ExitCode {
    DONE(0, "done"),
    UNEXPECTED(1, "an unexpected failure"),
    USAGE(2, "wrong usage or settings"),
    FILES_FAILED(3, "some files failed"),
    MISMATCH(4, "bytes differ from what they should be"),
    AUTHENTICATION(5, "not let in, or the server could not prove who it is"),
    UNREACHABLE(6, "a server is unreachable, or another client works there; the same command continues"),
    REFUSED(7, "refused: protected, or another content is there"),
    UNREGISTERED(8, "uploaded but not registered"),
    NOTHING_MATCHED(9, "nothing matched"),
    INTERRUPTED(130, "interrupted; the same command continues");

    private static final List<ExitCode> GRAVEST_FIRST = List.of(
            INTERRUPTED,
            AUTHENTICATION,
            UNREACHABLE,
            MISMATCH,
            REFUSED,
            FILES_FAILED,
            UNREGISTERED,
            UNEXPECTED,
            USAGE,
            NOTHING_MATCHED,
            DONE);

    private final int number;
    private final String meaning;

    ExitCode(int number, String meaning) {
        this.number = number;
        this.meaning = meaning;
    }

    public int number() {
        return number;
    }

    public String meaning() {
        return meaning;
    }

    /** The one of this number; {@link #UNEXPECTED} for a number that none has. */
    public static ExitCode of(int number) {
        return Arrays.stream(values())
                .filter(code -> code.number == number)
                .findFirst()
                .orElse(UNEXPECTED);
    }

    /** The one that the process ends with where several apply; {@link #DONE} for none. */
    public static ExitCode gravest(Collection<ExitCode> codes) {
        return codes.stream()
                .min(Comparator.comparingInt(GRAVEST_FIRST::indexOf))
                .orElse(DONE);
    }

    /** For a failure that ends a whole command: what was named or configured is then at fault more often than a file. */
    public static ExitCode ofCommand(Kind kind) {
        return switch (kind) {
            case INVALID, NOT_FOUND, REFUSED, UNSUPPORTED -> USAGE;
            case DENIED -> AUTHENTICATION;
            case GARBLED, UNEXPECTED -> UNEXPECTED;
            default -> ofFile(kind);
        };
    }

    /** For the failure of one file among others. */
    public static ExitCode ofFile(Kind kind) {
        return switch (kind) {
            case AUTHENTICATION, UNTRUSTED -> AUTHENTICATION;
            case UNREACHABLE, DISCONNECTED, TIMEOUT, THROTTLED, UNAVAILABLE, BUSY, LEASE_LOST -> UNREACHABLE;
            case CORRUPT -> MISMATCH;
            case PROTECTED, CONFLICT, EXISTS -> REFUSED;
            case INVALID, NOT_FOUND, DENIED, FULL, SOURCE_CHANGED, REFUSED, UNSUPPORTED, GARBLED, UNEXPECTED ->
                FILES_FAILED;
        };
    }
}
