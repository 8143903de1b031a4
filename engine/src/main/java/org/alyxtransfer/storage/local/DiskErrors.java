package org.alyxtransfer.storage.local;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.ReadOnlyFileSystemException;
import java.util.List;
import java.util.Locale;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;

/** Says of a failed disk operation what kind of failure it is and what can be done. */
final class DiskErrors {
    private record Sign(String text, Kind kind, String advice) {}

    // Java has no error numbers: these are the texts of Linux, macOS and Windows in English.
    private static final List<Sign> SIGNS = List.of(
            new Sign("no space left", Kind.FULL, "the disk is full; free some space and run again"),
            new Sign("not enough space", Kind.FULL, "the disk is full; free some space and run again"),
            new Sign("quota exceeded", Kind.FULL, "the disk quota is used up; free some space and run again"),
            new Sign("file too large", Kind.FULL, "the file system takes no file this large"),
            new Sign("read-only", Kind.DENIED, "the disk is read-only"),
            new Sign("permission denied", Kind.DENIED, "access denied; check the permissions"),
            new Sign("operation not permitted", Kind.DENIED, "the operating system does not permit it"),
            new Sign("access is denied", Kind.DENIED, "access denied; check the permissions"),
            new Sign("being used by another process", Kind.BUSY, "another program has it open"),
            new Sign("too many open files", Kind.UNAVAILABLE, "too many open files; raise the limit (ulimit -n)"),
            new Sign("symbolic links", Kind.INVALID, "symbolic links lead in a circle; remove one of them"),
            new Sign("name too long", Kind.INVALID, "the name is too long for this disk"),
            new Sign("not a directory", Kind.NOT_FOUND, "a file is in the way where a folder is expected"),
            new Sign("is a directory", Kind.INVALID, "is a folder"),
            new Sign("stale", Kind.DISCONNECTED, "the network file system lost it; try again"),
            new Sign("input/output error", Kind.UNAVAILABLE, "the disk failed to read or write; check its health"));

    private DiskErrors() {}

    static TransferException explain(Throwable failure, FilePath path) {
        String where = path.isRoot() ? "the folder itself" : path.value();
        if (failure instanceof TransferException known) {
            return known;
        } else if (failure instanceof NoSuchFileException) {
            return new TransferException(Kind.NOT_FOUND, where, "there is no such file or folder", failure);
        } else if (failure instanceof NotDirectoryException) {
            return new TransferException(Kind.NOT_FOUND, where, "is not a folder", failure);
        } else if (failure instanceof FileAlreadyExistsException || failure instanceof DirectoryNotEmptyException) {
            return new TransferException(Kind.EXISTS, where, "is there already", failure);
        } else if (failure instanceof AccessDeniedException) {
            return new TransferException(Kind.DENIED, where, "access denied; check the permissions", failure);
        } else if (failure instanceof ReadOnlyFileSystemException) {
            return new TransferException(Kind.DENIED, where, "the disk is read-only", failure);
        } else if (failure instanceof InvalidPathException invalid) {
            return new TransferException(
                    Kind.INVALID,
                    where,
                    "this computer cannot write this name (" + invalid.getReason()
                            + "); on Linux a UTF-8 locale may be missing, as with LC_ALL=C.UTF-8",
                    failure);
        } else if (failure instanceof IOException) {
            return ofText(failure, where);
        }
        return TransferException.from(failure, where);
    }

    private static TransferException ofText(Throwable failure, String where) {
        String text = failure instanceof FileSystemException known && known.getReason() != null
                ? known.getReason()
                : String.valueOf(failure.getMessage());
        String lower = text.toLowerCase(Locale.ROOT);
        for (Sign sign : SIGNS) {
            if (lower.contains(sign.text())) {
                return new TransferException(sign.kind(), where, sign.advice(), failure);
            }
        }
        return new TransferException(Kind.UNEXPECTED, where, text, failure);
    }
}
