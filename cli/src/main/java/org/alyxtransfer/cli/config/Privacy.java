package org.alyxtransfer.cli.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;

/** Files that only their owner may read. Where the file system knows no such modes (Windows), nothing is checked. */
public final class Privacy {
    private static final Set<PosixFilePermission> OWNER_ONLY =
            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private Privacy() {}

    /** Fails with {@code INVALID}, naming the command that helps, when others may read the file. */
    static void requirePrivate(Path file) {
        try {
            PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
            if (view != null && !ownerOnly(view.readAttributes().permissions())) {
                throw new TransferException(
                        Kind.INVALID,
                        file.toString(),
                        "holds a secret and others may read it; run: chmod 600 '" + file + "'");
            }
        } catch (IOException e) {
            throw new TransferException(Kind.INVALID, file.toString(), "cannot be read: " + e.getMessage(), e);
        }
    }

    /** Writes the file with mode 0600, whole or not at all. */
    public static void write(Path file, String text) throws IOException {
        Path folder = file.toAbsolutePath().normalize().getParent();
        if (folder == null) {
            throw new IOException(file + " is no file's name");
        }
        Files.createDirectories(folder);
        Path fresh = Files.createTempFile(folder, ".", ".new", attributes(folder));
        try {
            Files.write(fresh, text.getBytes(StandardCharsets.UTF_8));
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    private static FileAttribute<?>[] attributes(Path folder) {
        boolean posix =
                Files.getFileAttributeView(folder, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS) != null;
        return posix
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
                : new FileAttribute<?>[0];
    }

    private static boolean ownerOnly(Set<PosixFilePermission> permissions) {
        return permissions.stream().allMatch(permission -> permission.name().startsWith("OWNER_"));
    }
}
