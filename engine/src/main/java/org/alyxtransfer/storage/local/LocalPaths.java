package org.alyxtransfer.storage.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.storage.FileStat;
import org.jspecify.annotations.Nullable;

/** Finds files below the root without ever leaving it through a link. All methods block. */
final class LocalPaths {
    private final Path root;

    LocalPaths(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    Path root() {
        return root;
    }

    /** Where the path lies; fails when a folder on the way is missing or is a link. The last element may be anything. */
    Path find(FilePath path) throws IOException {
        Path at = root;
        for (String folder : path.parent().elements()) {
            at = at.resolve(folder);
            BasicFileAttributes found = attributes(at);
            if (found == null || found.isRegularFile()) {
                throw new NoSuchFileException(at.toString());
            }
            requireFolder(found, path);
        }
        return path.isRoot() ? root : at.resolve(path.name());
    }

    /** Like {@link #find}, but creates the folders that are missing; never the root itself. */
    Path findCreating(FilePath path) throws IOException {
        if (attributesFollowing(root) == null) {
            throw new TransferException(
                    Kind.NOT_FOUND,
                    root.toString(),
                    "the folder is not there; create it, or check that its disk is mounted");
        }
        Path at = root;
        for (String folder : path.parent().elements()) {
            Path below = at.resolve(folder);
            BasicFileAttributes found = attributes(below);
            if (found == null) {
                createFolder(at, below);
                found = attributes(below);
            }
            if (found != null) {
                requireFolder(found, path);
            }
            at = below;
        }
        return path.isRoot() ? root : at.resolve(path.name());
    }

    /** Null when there is nothing; links are described. */
    static @Nullable BasicFileAttributes attributes(Path at) throws IOException {
        try {
            return Files.readAttributes(at, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    static FileStat stat(FilePath path, BasicFileAttributes found) {
        FileStat.Type type = FileStat.Type.OTHER;
        if (found.isSymbolicLink()) {
            type = FileStat.Type.LINK;
        } else if (found.isRegularFile()) {
            type = FileStat.Type.FILE;
        } else if (found.isDirectory() && !found.isOther()) {
            type = FileStat.Type.DIRECTORY;
        }
        return new FileStat(
                path,
                type,
                type == FileStat.Type.FILE ? found.size() : 0,
                found.lastModifiedTime().toInstant());
    }

    /** Makes the names in a folder survive a crash, where the operating system can. */
    static void sync(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (AccessDeniedException e) {
            // Windows opens no folder as a file, and a folder that may be written but not read cannot be opened
            // either. The name is then as durable as the file system makes it by itself.
        }
    }

    private static void createFolder(Path parent, Path folder) throws IOException {
        try {
            Files.createDirectory(folder);
            sync(parent);
        } catch (FileAlreadyExistsException e) {
            // another file of the same session was quicker
        }
    }

    private static @Nullable BasicFileAttributes attributesFollowing(Path at) throws IOException {
        try {
            return Files.readAttributes(at, BasicFileAttributes.class);
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    private static void requireFolder(BasicFileAttributes found, FilePath path) {
        if (found.isSymbolicLink() || found.isOther()) { // Windows calls its junctions "other"
            throw new TransferException(
                    Kind.DENIED, path.value(), "a folder on the way is a link; links are never followed");
        }
        if (!found.isDirectory()) {
            throw new TransferException(Kind.EXISTS, path.value(), "a file is in the way where a folder is needed");
        }
    }
}
