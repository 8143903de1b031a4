package org.alyxtransfer.storage.local;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.storage.StagedFile;
import org.alyxtransfer.storage.Storage.OnExisting;
import org.jspecify.annotations.Nullable;

/**
 * Gives a staged file its final name. Blocks.
 *
 * <p>Without replacing, the name is taken by a hard link, which the operating system refuses when the name is there: no
 * other writer can come in between. A file system without hard links gets a check and a rename.
 */
final class LocalPublishing {
    private LocalPublishing() {}

    /** The folder whose new name is yet to be made safe, which a run that was lost may have left to do. */
    static Path publish(LocalPaths paths, StagedFile staged, FilePath target, OnExisting onExisting)
            throws IOException {
        @Nullable Path from = findStaged(paths, staged);
        if (from == null) {
            return folderOf(requirePublished(paths, staged, target));
        }
        Path to = isInSameFolder(staged, target)
                ? from.resolveSibling(target.name()) // what was looked at a moment ago need not be looked at again
                : paths.findCreating(target);
        if (onExisting == OnExisting.FAIL) {
            takeName(from, to, target);
        } else {
            replace(from, to, target);
        }
        return folderOf(to);
    }

    private static boolean isInSameFolder(StagedFile staged, FilePath target) {
        return staged.path().parent().equals(target.parent());
    }

    private static @Nullable Path findStaged(LocalPaths paths, StagedFile staged) throws IOException {
        try {
            Path from = paths.find(staged.path());
            BasicFileAttributes found = LocalPaths.attributes(from);
            if (found == null) {
                return null;
            }
            if (!found.isRegularFile() || found.size() != staged.size()) {
                throw new TransferException(
                        Kind.CORRUPT,
                        staged.path().value(),
                        "is not the file of " + staged.size() + " bytes that was staged; it was not published");
            }
            return from;
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    private static Path requirePublished(LocalPaths paths, StagedFile staged, FilePath target) throws IOException {
        Path at = paths.root();
        BasicFileAttributes found = null;
        try {
            at = paths.find(target);
            found = LocalPaths.attributes(at);
        } catch (NoSuchFileException e) {
            // then it was not published either
        }
        if (found == null || !found.isRegularFile() || found.size() != staged.size()) {
            throw new TransferException(
                    Kind.NOT_FOUND, staged.path().value(), "the staging file is gone, and " + target + " is not it");
        }
        return at;
    }

    private static void takeName(Path from, Path to, FilePath target) throws IOException {
        try {
            Files.createLink(to, from);
        } catch (FileAlreadyExistsException e) {
            requireSame(from, to, target);
        } catch (UnsupportedOperationException | FileSystemException e) {
            if (LocalPaths.attributes(to) != null) {
                requireSame(from, to, target);
            }
            moveWithoutLink(from, to, target);
            return;
        }
        Files.deleteIfExists(from);
    }

    /** A crash between link and delete leaves both names on one file: that is a publish half done. */
    private static void requireSame(Path from, Path to, FilePath target) throws IOException {
        BasicFileAttributes existing = LocalPaths.attributes(to);
        if (existing == null || !existing.isRegularFile() || !Files.isSameFile(from, to)) {
            throw new TransferException(
                    Kind.EXISTS, target.value(), "a file or folder of this name is there; it was kept");
        }
    }

    private static void moveWithoutLink(Path from, Path to, FilePath target) throws IOException {
        try {
            Files.move(from, to);
        } catch (FileAlreadyExistsException e) {
            requireSame(from, to, target);
        }
    }

    private static void replace(Path from, Path to, FilePath target) throws IOException {
        BasicFileAttributes existing = LocalPaths.attributes(to);
        if (existing != null && existing.isDirectory()) {
            throw new TransferException(Kind.EXISTS, target.value(), "a folder of this name is there; it was kept");
        }
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
        Files.deleteIfExists(from); // POSIX renames nothing when both names are links to one file
    }

    private static Path folderOf(Path file) {
        Path folder = file.getParent();
        return folder == null ? file : folder;
    }
}
