package org.alyxtransfer.automation.report;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.journal.ProcessLock;
import org.sqlite.SQLiteConfig;

/**
 * An outbox's database and the lock that keeps other processes from it; the lock dies with its process. Only its owner
 * may read it, where the file system knows such modes.
 */
record OutboxFile(Path path, Connection connection, ProcessLock lock) {
    /** Blocks. */
    static OutboxFile open(Path path) {
        ProcessLock lock = lock(path);
        try {
            if (!Files.exists(path)) {
                create(path);
            }
            Connection connection = new SQLiteConfig().createConnection("jdbc:sqlite:" + path);
            try (Statement pragma = connection.createStatement()) {
                pragma.execute("PRAGMA synchronous = FULL");
                new OutboxTable(connection).bringUpToDate(path.toString());
                pragma.execute("PRAGMA journal_mode = WAL"); // written into the file, which must be ours by now
            } catch (SQLException | RuntimeException e) {
                connection.close();
                throw e;
            }
            return new OutboxFile(path, connection, lock);
        } catch (SQLException | IOException e) {
            lock.close();
            throw failed(path, e);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** Blocks. */
    void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw failed(path, e);
        } finally {
            lock.close();
        }
    }

    static TransferException failed(Path path, Exception cause) {
        return new TransferException(
                Kind.UNAVAILABLE,
                path.toString(),
                "the outbox cannot be used (" + cause.getMessage()
                        + "); results stay in their folders, and reports that"
                        + " it holds are sent when it is well again",
                cause);
    }

    private static void create(Path path) throws IOException {
        try {
            Files.createFile(path, ownersOnly(path)); // SQLite gives its -wal and -shm files the same mode
        } catch (FileAlreadyExistsException e) {
            return;
        }
    }

    private static FileAttribute<?>[] ownersOnly(Path path) {
        boolean modes = path.getFileSystem().supportedFileAttributeViews().contains("posix");
        return modes
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    private static ProcessLock lock(Path path) {
        try {
            Files.createDirectories(path.toAbsolutePath().getParent());
            return ProcessLock.tryTake(path.resolveSibling(path.getFileName() + ".lock"))
                    .orElseThrow(() -> new TransferException(
                            Kind.BUSY, path.toString(), "another process sends what this outbox holds"));
        } catch (IOException e) {
            throw failed(path, e);
        }
    }
}
