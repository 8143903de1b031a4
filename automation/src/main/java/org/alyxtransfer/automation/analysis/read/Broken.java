package org.alyxtransfer.automation.analysis.read;

import java.io.EOFException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;

/** The ways in which a file is not what its name promises. */
final class Broken {
    private Broken() {}

    /** Its bytes break its own format: cut off, garbled, or claiming what is not there. */
    static TransferException broken(Path file, String why) {
        return new TransferException(Kind.GARBLED, name(file), why);
    }

    /** Well-formed, but nothing that is read here. */
    static TransferException unsupported(Path file, String why) {
        return new TransferException(Kind.UNSUPPORTED, name(file), why);
    }

    /** What a reader of somebody else's threw, in our words. */
    static TransferException from(Path file, String format, Throwable failure) {
        if (failure instanceof TransferException known) {
            return known;
        }
        if (failure instanceof NoSuchFileException) {
            return new TransferException(Kind.NOT_FOUND, name(file), "is gone", failure);
        }
        if (failure instanceof AccessDeniedException) {
            return new TransferException(Kind.DENIED, name(file), "may not be read by this user", failure);
        }
        if (failure instanceof OutOfMemoryError) {
            return new TransferException(
                    Kind.GARBLED,
                    name(file),
                    "claims parts that do not fit into memory: broken, or too large",
                    failure);
        }
        if (failure instanceof CharacterCodingException) {
            return new TransferException(Kind.GARBLED, name(file), "is not text in UTF-8", failure);
        }
        String why = failure instanceof EOFException ? "it ends too early" : reason(failure);
        Kind kind = failure instanceof UnsupportedOperationException ? Kind.UNSUPPORTED : Kind.GARBLED;
        return new TransferException(kind, name(file), "cannot be read as " + format + ": " + why, failure);
    }

    private static String reason(Throwable failure) {
        String message = failure instanceof FileSystemException file && file.getReason() != null
                ? file.getReason()
                : failure.getMessage(); // which of a file system's begins with the path
        if (message == null || message.isBlank()) {
            return failure.getClass().getSimpleName();
        }
        String line = message.lines().findFirst().orElse(message);
        return line.length() > 200 ? line.substring(0, 200) + "…" : line;
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }
}
