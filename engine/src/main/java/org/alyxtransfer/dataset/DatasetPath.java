package org.alyxtransfer.dataset;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.alyxtransfer.dataset.TransferException.Kind;

/**
 * Where a dataset lies within its session: collection ("" or e.g. {@code alf/probe00}), revision ("" or e.g.
 * {@code 2023-01-01}, without its {@code #}) and file name.
 *
 * <p>Refuses with {@link Kind#INVALID} what Alyx would drop or misread without a word: a collection with other
 * characters than {@code A-Za-z0-9_./-}, a malformed revision, folders below a revision (contract.md section 4.2).
 */
public record DatasetPath(String collection, String revision, String filename) {
    private static final Pattern COLLECTION = Pattern.compile("[A-Za-z0-9_.-]+(/[A-Za-z0-9_.-]+)*");
    private static final Pattern REVISION = Pattern.compile("[A-Za-z0-9_.-]+");
    private static final Pattern FILENAME = Pattern.compile("[A-Za-z0-9_.@+=~,()\\[\\]-]+");

    public DatasetPath {
        String where = collection + "/" + filename;
        if (!collection.isEmpty() && !COLLECTION.matcher(collection).matches()) {
            throw new TransferException(
                    Kind.INVALID,
                    where,
                    "Alyx would drop this collection: only letters, digits, '_', '.', '-' are kept");
        }
        if (!revision.isEmpty() && !REVISION.matcher(revision).matches()) {
            throw new TransferException(Kind.INVALID, where, "'" + revision + "' is not a usable revision name");
        }
        if (!FILENAME.matcher(filename).matches() || filename.contains(",")) {
            throw new TransferException(
                    Kind.INVALID,
                    where,
                    "a dataset's file name may not hold spaces, commas or letters outside ASCII; rename the file");
        }
        FilePath.of(collection).resolve(filename);
    }

    /** Reads a path relative to the session's folder, {@code alf/probe00/#2023-01-01#/spikes.times.npy}. */
    public static DatasetPath parse(FilePath relative) {
        if (relative.isRoot()) {
            throw new TransferException(Kind.INVALID, "/", "is the session's folder and not a file in it");
        }
        List<String> folders = new ArrayList<>(relative.elements());
        String filename = folders.remove(folders.size() - 1);
        String revision = "";
        if (!folders.isEmpty() && folders.get(folders.size() - 1).contains("#")) {
            String folder = folders.remove(folders.size() - 1);
            if (folder.length() < 3 || !folder.startsWith("#") || !folder.endsWith("#")) {
                throw new TransferException(
                        Kind.INVALID, relative.value(), "'" + folder + "' is not a revision folder like #2023-01-01#");
            }
            revision = folder.substring(1, folder.length() - 1);
        }
        return new DatasetPath(String.join("/", folders), revision, filename);
    }

    /** The path relative to the session's folder. */
    public FilePath relative() {
        return folder().resolve(filename);
    }

    /** The same path with the dataset's id before the last extension, as ONE and Alyx's own URLs expect it. */
    public FilePath relativeWithId(UUID id) {
        int dot = filename.lastIndexOf('.');
        String named = dot <= 0 ? filename + "." + id : filename.substring(0, dot) + "." + id + filename.substring(dot);
        return folder().resolve(named);
    }

    public DatasetPath withRevision(String name) {
        return new DatasetPath(collection, name, filename);
    }

    @Override
    public String toString() {
        return relative().value();
    }

    private FilePath folder() {
        FilePath folder = FilePath.of(collection);
        return revision.isEmpty() ? folder : folder.resolve("#" + revision + "#");
    }
}
