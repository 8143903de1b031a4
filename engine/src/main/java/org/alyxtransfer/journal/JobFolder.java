package org.alyxtransfer.journal;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;

/**
 * The folder of one job: its journal, and a lock that dies with the process that holds it. Only its owner may read it,
 * where the file system knows such modes.
 */
record JobFolder(Path path) {
    private static final String FOLDER_MODE = "rwx------";
    private static final String FILE_MODE = "rw-------";

    String id() {
        return String.valueOf(path.getFileName());
    }

    Path journal() {
        return path.resolve("journal.db");
    }

    /** False when there is one of that name already. */
    boolean create() {
        try {
            Files.createDirectory(path, mode(path, FOLDER_MODE));
            Files.createFile(journal(), mode(path, FILE_MODE)); // SQLite gives its -wal and -shm files the same mode
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        } catch (IOException e) {
            throw cannot(path, e);
        }
    }

    /** Makes the folder of all jobs. */
    static void createAll(Path jobs) {
        try {
            Path above = jobs.getParent();
            if (above != null) {
                Files.createDirectories(above);
            }
            if (!Files.isDirectory(jobs)) {
                Files.createDirectory(jobs, mode(jobs, FOLDER_MODE));
            }
        } catch (FileAlreadyExistsException e) {
            return; // another process was quicker
        } catch (IOException e) {
            throw cannot(jobs, e);
        }
    }

    /** Waits for it. */
    static ProcessLock lock(Path file) {
        try {
            return ProcessLock.take(file, mode(file, FILE_MODE));
        } catch (IOException e) {
            throw cannot(file, e);
        }
    }

    boolean isLocked() {
        if (!Files.exists(path.resolve("lock"))) {
            return false;
        }
        Optional<ProcessLock> lock = tryLock();
        lock.ifPresent(ProcessLock::close);
        return lock.isEmpty();
    }

    /** Empty while somebody else holds it. */
    Optional<ProcessLock> tryLock() {
        Path file = path.resolve("lock");
        try {
            return ProcessLock.tryTake(file, mode(file, FILE_MODE));
        } catch (IOException e) {
            throw cannot(file, e);
        }
    }

    long bytes() {
        long bytes = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(path)) {
            for (Path file : files) {
                bytes += Files.size(file);
            }
            return bytes;
        } catch (IOException e) {
            return bytes; // it is changing; the number is for a table
        }
    }

    void delete() {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(path)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        } catch (NoSuchFileException e) {
            return;
        } catch (IOException e) {
            throw cannot(path, e);
        }
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw cannot(path, e);
        }
    }

    private static TransferException cannot(Path path, IOException e) {
        boolean full = e instanceof FileSystemException known
                && String.valueOf(known.getReason()).contains("No space left");
        if (full) {
            return JournalErrors.full(path, e);
        }
        return new TransferException(
                Kind.INVALID,
                path.toString(),
                "the journal needs this place and cannot have it (" + e + "); nothing was transferred."
                        + " Give yourself write access, or set XDG_STATE_HOME (Windows: LOCALAPPDATA) to another folder",
                e);
    }

    private static FileAttribute<?>[] mode(Path near, String mode) throws IOException {
        Path above = near.toAbsolutePath().getParent();
        boolean posix = above != null
                && Files.getFileAttributeView(above, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS) != null;
        return posix
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))}
                : new FileAttribute<?>[0];
    }
}
