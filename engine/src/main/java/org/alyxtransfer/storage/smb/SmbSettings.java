package org.alyxtransfer.storage.smb;

import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.smb.SmbCredentials;
import org.alyxtransfer.smb.SmbOptions;

/**
 * Which share, who asks, and how much may be under way.
 *
 * @param base folder inside the share that holds everything; the root when it is the share itself
 * @param connections connections for everyday work; a lease has one more, and a read-back never uses the writer's
 * @param chunkBytes bytes of one READ or WRITE
 * @param inFlight reads or writes of one file that may overlap
 * @param filesInFlight files that may be open at once
 */
public record SmbSettings(
        SmbOptions server,
        SmbCredentials who,
        String share,
        FilePath base,
        int connections,
        int chunkBytes,
        int inFlight,
        int filesInFlight) {
    /** Reads or writes of one file that overlap, unless told otherwise. */
    public static final int WRITES_IN_FLIGHT = 8;

    private static final int SMB_PORT = 445;

    public SmbSettings {
        if (share.isBlank() || share.contains("/") || share.contains("\\")) {
            throw new IllegalArgumentException("an SMB share has a plain name: '" + share + "'");
        }
        if (connections < 1 || chunkBytes < 1 || inFlight < 1 || filesInFlight < 1) {
            throw new IllegalArgumentException("connections, chunk bytes and operations in flight must be positive");
        }
    }

    /** With the sizes that decision 0006 measured. */
    public static SmbSettings of(SmbOptions server, SmbCredentials who, String share) {
        return new SmbSettings(server, who, share, FilePath.ROOT, 2, 1 << 20, WRITES_IN_FLIGHT, 64);
    }

    public SmbSettings withFiles(int number) {
        return new SmbSettings(server, who, share, base, connections, chunkBytes, inFlight, number);
    }

    public SmbSettings withBase(FilePath folder) {
        return new SmbSettings(server, who, share, folder, connections, chunkBytes, inFlight, filesInFlight);
    }

    public SmbSettings with(SmbOptions other) {
        return new SmbSettings(other, who, share, base, connections, chunkBytes, inFlight, filesInFlight);
    }

    public SmbSettings withConnections(int number) {
        return new SmbSettings(server, who, share, base, number, chunkBytes, inFlight, filesInFlight);
    }

    public SmbSettings withChunks(int bytes, int overlapping) {
        return new SmbSettings(server, who, share, base, connections, bytes, overlapping, filesInFlight);
    }

    /** {@code smb://host/share/base}, without credentials. */
    String name() {
        String port = server.port() == SMB_PORT ? "" : ":" + server.port();
        String where = "smb://" + server.host() + port + "/" + share;
        return base.isRoot() ? where : where + "/" + base;
    }

    /** The path within the share. */
    String remote(FilePath path) {
        return base.resolve(path).value();
    }

    /** How messages name a file. */
    String where(FilePath path) {
        return path.isRoot() ? name() : path.value();
    }
}
