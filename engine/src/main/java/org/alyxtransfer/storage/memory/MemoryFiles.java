package org.alyxtransfer.storage.memory;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.storage.FileStat;
import org.alyxtransfer.storage.StagedFile;
import org.alyxtransfer.storage.Storage.OnExisting;
import org.jspecify.annotations.Nullable;

/** The files that several {@link MemoryStorage}s share; a folder is there while a file is below it. */
final class MemoryFiles {
    private static final char AFTER_SLASH = '/' + 1;

    private final TreeMap<String, MemoryFile> files = new TreeMap<>();
    private final Map<String, Object> leased = new HashMap<>();
    private final boolean ignoresCase;

    MemoryFiles(boolean ignoresCase) {
        this.ignoresCase = ignoresCase;
    }

    synchronized @Nullable MemoryFile find(FilePath path) {
        return files.get(key(path));
    }

    synchronized Optional<FileStat> stat(FilePath path) {
        MemoryFile file = files.get(key(path));
        if (file != null) {
            return Optional.of(file.stat());
        }
        return isFolder(path) ? Optional.of(folder(path)) : Optional.empty();
    }

    synchronized void put(FilePath path, MemoryFile file) {
        if (isFolder(path)) {
            throw new TransferException(Kind.EXISTS, path.value(), "is a folder");
        }
        for (FilePath above = path.parent(); !above.isRoot(); above = above.parent()) {
            if (files.containsKey(key(above))) {
                throw new TransferException(Kind.EXISTS, above.value(), "is a file where a folder is needed");
            }
        }
        files.put(key(path), file);
    }

    synchronized void publish(StagedFile staged, FilePath target, OnExisting onExisting) {
        MemoryFile file = files.get(key(staged.path()));
        MemoryFile existing = files.get(key(target));
        if (file == null) {
            if (existing == null || existing.size() != staged.size()) {
                throw new TransferException(Kind.NOT_FOUND, staged.path().value(), "the staging file is gone");
            }
            return;
        }
        if (existing != null && onExisting == OnExisting.FAIL) {
            throw new TransferException(Kind.EXISTS, target.value(), "a file of this name is there; it was kept");
        }
        put(target, file.named(target));
        files.remove(key(staged.path()));
    }

    synchronized void remove(FilePath path) {
        files.remove(key(path));
    }

    synchronized void checkFolder(FilePath path) {
        if (!path.isRoot() && !isFolder(path)) {
            throw new TransferException(Kind.NOT_FOUND, path.value(), "there is no such folder");
        }
    }

    /** The entry after the given one in a folder; null after the last. */
    synchronized @Nullable FileStat entryAfter(FilePath folder, @Nullable FileStat last) {
        String prefix = folder.isRoot() ? "" : key(folder) + "/";
        String after = prefix;
        if (last != null) {
            after = key(last.path()) + (last.isDirectory() ? AFTER_SLASH : '\0');
        }
        String next = files.ceilingKey(after);
        if (next == null || !next.startsWith(prefix)) {
            return null;
        }
        FileStat found = Objects.requireNonNull(files.get(next)).stat();
        if (next.indexOf('/', prefix.length()) < 0) {
            return found;
        }
        return folder(
                folder.resolve(found.path().elements().get(folder.elements().size())));
    }

    synchronized void lease(FilePath folder, Object holder) {
        if (leased.putIfAbsent(key(folder), holder) != null) {
            throw new TransferException(
                    Kind.BUSY, folder.value(), "another client writes to this folder; try again when it is done");
        }
    }

    synchronized boolean isLeased(FilePath folder, Object holder) {
        return leased.get(key(folder)) == holder;
    }

    synchronized void release(FilePath folder, Object holder) {
        leased.remove(key(folder), holder);
    }

    synchronized void endLease(FilePath folder) {
        leased.remove(key(folder));
    }

    private boolean isFolder(FilePath path) {
        if (path.isRoot()) {
            return true;
        }
        String first = files.ceilingKey(key(path) + "/");
        return first != null && first.startsWith(key(path) + "/");
    }

    private static FileStat folder(FilePath path) {
        return new FileStat(path, FileStat.Type.DIRECTORY, 0, Instant.EPOCH);
    }

    private String key(FilePath path) {
        return ignoresCase ? path.caseFolded() : path.value();
    }
}
