package org.alyxtransfer.sandbox.samba;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The private temporary folder of one store: server state, temporary shares, and the tmpfs mounted for them. */
final class Workplace implements AutoCloseable {
    // Samba puts Unix sockets at private/msg.sock/<pid>, and a socket's path has 108 bytes with its end mark (unix(7)).
    private static final int LONGEST = 108 - 1 - "/private/msg.sock/4194304".length();

    private final Path root;
    private final Map<String, Path> folders = new LinkedHashMap<>();
    private final List<Tmpfs> mounts = new ArrayList<>();

    private Workplace(Path root) {
        this.root = root;
    }

    /** Makes the folder, and in it one for each share that brings none. */
    static Workplace create(List<ShareSettings> shares, boolean mayMount) throws IOException {
        // toRealPath: smbd resolves links, and what it reports must compare equal
        var workplace =
                new Workplace(Files.createTempDirectory("alyx-transfer-").toRealPath()); // mode 0700
        try {
            workplace.checkLength();
            for (ShareSettings share : shares) {
                workplace.add(share, mayMount);
            }
            return workplace;
        } catch (IOException | RuntimeException e) {
            workplace.close();
            throw e;
        }
    }

    private void checkLength() throws IOException {
        if (root.toString().length() > LONGEST) {
            throw new IOException("The temporary folder " + root + " is too deep for Samba's sockets (" + LONGEST
                    + " characters at most): point java.io.tmpdir at a shorter one");
        }
    }

    private void add(ShareSettings share, boolean mayMount) throws IOException {
        Path given = share.folder();
        Path door = door(share.name());
        Files.createDirectories(door.getParent());
        if (given != null) {
            if (!Files.isDirectory(given)) {
                throw new IOException("There is no folder " + given + " for the share " + share.name());
            }
            folders.put(
                    share.name(),
                    Files.createSymbolicLink(door, given.toRealPath()).toRealPath());
            return;
        }
        folders.put(share.name(), Files.createDirectory(door));
        if (share.tmpfsMebibytes() > 0 && mayMount) {
            mounts.add(Tmpfs.mount(door, share.tmpfsMebibytes()));
        }
    }

    /**
     * How the server reaches a share's folder: by a path without surprises. For a caller's folder it is a link, since
     * smb.conf would expand a {@code %} in its name, and can't escape it.
     */
    Path door(String share) {
        return root.resolve("shares").resolve(share);
    }

    /** A folder of the server's own state, made when missing. */
    Path state(String name) throws IOException {
        return Files.createDirectories(root.resolve(name));
    }

    Path root() {
        return root;
    }

    List<String> shares() {
        return List.copyOf(folders.keySet());
    }

    Path folder(String share) {
        Path folder = folders.get(share);
        if (folder == null) {
            throw new IllegalArgumentException("No share " + share + " among " + folders.keySet());
        }
        return folder;
    }

    @Override
    public void close() throws IOException {
        for (Tmpfs mount : mounts) {
            Uninterrupted.run(mount::unmount);
        }
        mounts.clear();
        if (Files.exists(root)) {
            delete(root);
        }
    }

    private static void delete(Path tree) throws IOException {
        try (var paths = Files.walk(tree)) { // does not follow links: a share may hold one to anywhere
            paths.sorted(Comparator.reverseOrder()).forEach(Workplace::deleteOne);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static void deleteOne(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
