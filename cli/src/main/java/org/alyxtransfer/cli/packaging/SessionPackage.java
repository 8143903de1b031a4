package org.alyxtransfer.cli.packaging;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.Map;
import org.alyxtransfer.cli.packaging.PackagedFile.How;
import org.alyxtransfer.dataset.Checksum;
import org.alyxtransfer.dataset.Checksum.Algorithm;
import org.alyxtransfer.dataset.DatasetPath;
import org.alyxtransfer.dataset.SessionPath;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;

/**
 * A session's folder {@code ROOT/<subject>/<date>/<NNN>} that files are added to, one after the other.
 *
 * <p>Adding reads each file once for its MD5. A file appears whole or not at all; one of other contents is never
 * replaced. Adding the same file again does nothing.
 */
public final class SessionPackage {
    private static final int BUFFER_BYTES = 1 << 18;

    private final Path folder;
    private final boolean link;
    private final boolean dryRun;
    private final Map<String, DatasetPath> caseFolded = new HashMap<>();

    /**
     * Touches nothing yet.
     *
     * @param link make a second name of each file instead of a copy, where the disk can
     * @param dryRun check and read only
     */
    public SessionPackage(Path root, SessionPath session, boolean link, boolean dryRun) {
        this.folder = root.resolve(session.toString());
        this.link = link;
        this.dryRun = dryRun;
    }

    public Path folder() {
        return folder;
    }

    /** Gives the file its place. Fails with {@code INVALID}, {@code NOT_FOUND}, {@code CONFLICT}, {@code SOURCE_CHANGED}. */
    public PackagedFile add(Path source, DatasetPath path) {
        DatasetPath clash = caseFolded.putIfAbsent(path.relative().caseFolded(), path);
        if (clash != null) {
            throw new TransferException(
                    Kind.CONFLICT,
                    source.toString(),
                    "would be '" + path + "', which differs from '" + clash
                            + "' in nothing or in upper and lower case only; rename one");
        }
        try {
            return place(source, path);
        } catch (IOException e) {
            throw new TransferException(
                    e instanceof FileSystemException
                                    && e.getMessage() != null
                                    && e.getMessage().contains("No space")
                            ? Kind.FULL
                            : Kind.DENIED,
                    source.toString(),
                    "could not be packaged; nothing of it is left in the session's folder: " + e,
                    e);
        }
    }

    private PackagedFile place(Path source, DatasetPath path) throws IOException {
        BasicFileAttributes before = regularFile(source);
        Path target = folder.resolve(path.relative().value());
        Path partial = partialBeside(target);
        boolean there = Files.exists(target, LinkOption.NOFOLLOW_LINKS);
        boolean copies = !there && !dryRun && !link;
        if (!there && !dryRun) {
            Files.createDirectories(target.resolveSibling("."));
        }
        try {
            Checksum checksum = copies ? copied(source, partial) : digest(source);
            refuseIfChanged(source, before);
            How how = How.COPY;
            if (there) {
                how = How.KEPT;
                refuseIfOther(source, target, checksum);
            } else if (copies) {
                how = finish(source, before, partial, target, checksum);
            } else if (!dryRun) {
                how = linked(source, target) ? How.LINK : copyAfterAll(source, before, partial, target, checksum);
            }
            return new PackagedFile(source, path, before.size(), checksum, how);
        } finally {
            Files.deleteIfExists(partial);
        }
    }

    private static BasicFileAttributes regularFile(Path source) throws IOException {
        if (!Files.exists(source, LinkOption.NOFOLLOW_LINKS)) {
            throw new TransferException(Kind.NOT_FOUND, source.toString(), "there is no such file");
        }
        BasicFileAttributes attributes =
                Files.readAttributes(source, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (attributes.isSymbolicLink()) {
            throw new TransferException(Kind.INVALID, source.toString(), "is a symbolic link; name the file itself");
        }
        if (!attributes.isRegularFile()) {
            throw new TransferException(Kind.INVALID, source.toString(), "is no file; name the files in it");
        }
        return attributes;
    }

    private static void refuseIfChanged(Path source, BasicFileAttributes before) throws IOException {
        BasicFileAttributes after = Files.readAttributes(source, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (after.size() != before.size() || !after.lastModifiedTime().equals(before.lastModifiedTime())) {
            throw new TransferException(
                    Kind.SOURCE_CHANGED, source.toString(), "is still being written; package it when it is complete");
        }
    }

    private static void refuseIfOther(Path source, Path target, Checksum checksum) throws IOException {
        if (!digest(target).equals(checksum)) {
            throw new TransferException(
                    Kind.CONFLICT,
                    source.toString(),
                    "other contents are already at " + target + "; nothing was changed");
        }
    }

    private static boolean linked(Path source, Path target) {
        try {
            Files.createLink(target, source);
            return true;
        } catch (IOException | UnsupportedOperationException e) {
            return false; // another disk, or one without links: a copy does as well
        }
    }

    private static How copyAfterAll(
            Path source, BasicFileAttributes before, Path partial, Path target, Checksum expected) throws IOException {
        if (!copied(source, partial).equals(expected)) {
            throw new TransferException(Kind.SOURCE_CHANGED, source.toString(), "changed while it was packaged");
        }
        return finish(source, before, partial, target, expected);
    }

    /** Transfers leave out files of such names, should this process be killed before it removes its own. */
    static Path partialBeside(Path target) {
        return target.resolveSibling(".at-" + Long.toString(System.nanoTime(), Character.MAX_RADIX) + ".part");
    }

    /** Fails with {@code CONFLICT} where others have packaged other contents under that name meanwhile. */
    static How finish(Path source, BasicFileAttributes before, Path partial, Path target, Checksum checksum)
            throws IOException {
        Files.setLastModifiedTime(partial, before.lastModifiedTime());
        if (takesName(partial, target)) {
            return How.COPY;
        }
        refuseIfOther(source, target, checksum);
        return How.KEPT;
    }

    /** False where something has that name: a link is refused then, while an atomic move would replace what is there. */
    private static boolean takesName(Path partial, Path target) throws IOException {
        try {
            Files.createLink(target, partial);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        } catch (FileSystemException | UnsupportedOperationException e) {
            return movesTo(partial, target); // a file system without links
        }
    }

    private static boolean movesTo(Path partial, Path target) throws IOException {
        try {
            Files.move(partial, target);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        }
    }

    private static Checksum copied(Path source, Path target) throws IOException {
        try (OutputStream out = Files.newOutputStream(target, StandardOpenOption.CREATE_NEW)) {
            return digest(source, out);
        }
    }

    private static Checksum digest(Path file) throws IOException {
        return digest(file, OutputStream.nullOutputStream());
    }

    private static Checksum digest(Path file, OutputStream copy) throws IOException {
        MessageDigest digest = md5();
        byte[] buffer = new byte[BUFFER_BYTES];
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
                copy.write(buffer, 0, read);
            }
        }
        return Checksum.of(Algorithm.MD5, digest.digest());
    }

    private static MessageDigest md5() {
        try {
            return MessageDigest.getInstance(Algorithm.MD5.javaName());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has MD5", e);
        }
    }
}
