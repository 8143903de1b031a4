package org.alyxtransfer.storage.jcifs;

import java.time.Duration;
import java.util.function.Supplier;
import org.alyxtransfer.dataset.FilePath;

/**
 * Where a share is, who asks, and how hard to push. Made by {@link #of}, changed by the {@code with} methods.
 *
 * @param port TCP port of the server
 * @param base folder inside the share that holds everything; the root when it is the share itself
 * @param domain Windows domain or workgroup; may be empty
 * @param password asked once for each connection; never printed, never kept by this package
 * @param lowest oldest dialect accepted
 * @param highest newest dialect offered; 2.1 unless the server insists, since jcifs-ng signs every message above it with
 *     a slow cipher (decision 0002)
 * @param lanes connections used at once; each has its own socket and its own server process
 * @param workers threads that wait for answers, over all lanes
 * @param operationTimeout longest time one operation (at most one chunk) may take before its lane is thrown away
 * @param connectTimeout longest time for a TCP connection
 * @param chunkBytes size of the chunks that files are written in
 * @param writesInFlight writes of one file that may overlap
 * @param bytesPerHandle a file gets one more handle, on another lane, for each so many bytes
 * @param laneOperations a lane that has carried so many requests is replaced; some servers stop granting credits
 * @param laneAge a lane of this age is replaced
 */
public record JcifsSettings(
        String host,
        int port,
        String share,
        FilePath base,
        String domain,
        String user,
        Supplier<char[]> password,
        Signing signing,
        Dialect lowest,
        Dialect highest,
        int lanes,
        int workers,
        Duration operationTimeout,
        Duration connectTimeout,
        int chunkBytes,
        int writesInFlight,
        long bytesPerHandle,
        long laneOperations,
        Duration laneAge) {
    private static final int SMB_PORT = 445;

    public JcifsSettings {
        if (host.isBlank() || share.isBlank() || share.contains("/") || share.contains("\\")) {
            throw new IllegalArgumentException("an SMB share needs a host and a plain share name");
        }
        if (lowest.compareTo(highest) > 0) {
            throw new IllegalArgumentException("the lowest dialect " + lowest + " is above the highest, " + highest);
        }
        if (port < 1 || port > 65_535 || lanes < 1 || workers < 1 || chunkBytes < 1 || writesInFlight < 1) {
            throw new IllegalArgumentException(
                    "port, lanes, workers, chunk bytes and writes in flight must be positive");
        }
        if (bytesPerHandle < 1 || laneOperations < 1 || operationTimeout.isNegative() || operationTimeout.isZero()) {
            throw new IllegalArgumentException("time-out, bytes per handle and operations per lane must be positive");
        }
    }

    /** A share with the defaults that decision 0002 measured. */
    public static JcifsSettings of(String host, String share, String user, Supplier<char[]> password) {
        return new JcifsSettings(
                host,
                SMB_PORT,
                share,
                FilePath.ROOT,
                "",
                user,
                password,
                Signing.IF_REQUIRED,
                Dialect.SMB_2_0_2,
                Dialect.SMB_2_1,
                4,
                16,
                Duration.ofSeconds(60),
                Duration.ofSeconds(10),
                8 * Frames.WRITE_BYTES,
                4,
                32L << 20,
                30_000,
                Duration.ofMinutes(20));
    }

    public JcifsSettings withPort(int number) {
        return copy(number, base, domain, signing, lowest, highest, lanes, workers, operationTimeout, chunkBytes);
    }

    public JcifsSettings withBase(FilePath folder) {
        return copy(port, folder, domain, signing, lowest, highest, lanes, workers, operationTimeout, chunkBytes);
    }

    public JcifsSettings withDomain(String name) {
        return copy(port, base, name, signing, lowest, highest, lanes, workers, operationTimeout, chunkBytes);
    }

    public JcifsSettings withSigning(Signing wanted) {
        return copy(port, base, domain, wanted, lowest, highest, lanes, workers, operationTimeout, chunkBytes);
    }

    public JcifsSettings withDialects(Dialect oldest, Dialect newest) {
        return copy(port, base, domain, signing, oldest, newest, lanes, workers, operationTimeout, chunkBytes);
    }

    public JcifsSettings withLanes(int connections, int threads) {
        return copy(port, base, domain, signing, lowest, highest, connections, threads, operationTimeout, chunkBytes);
    }

    public JcifsSettings withOperationTimeout(Duration longest) {
        return copy(port, base, domain, signing, lowest, highest, lanes, workers, longest, chunkBytes);
    }

    public JcifsSettings withChunkBytes(int bytes) {
        return copy(port, base, domain, signing, lowest, highest, lanes, workers, operationTimeout, bytes);
    }

    /** Replaces a lane after so many requests or at this age. */
    public JcifsSettings withLaneLife(long operations, Duration age) {
        return new JcifsSettings(
                host,
                port,
                share,
                base,
                domain,
                user,
                password,
                signing,
                lowest,
                highest,
                lanes,
                workers,
                operationTimeout,
                connectTimeout,
                chunkBytes,
                writesInFlight,
                bytesPerHandle,
                operations,
                age);
    }

    /** How many writes of one file may overlap, and from which size on a file has several handles. */
    public JcifsSettings withWrites(int inFlight, long bytesForEachHandle) {
        return new JcifsSettings(
                host,
                port,
                share,
                base,
                domain,
                user,
                password,
                signing,
                lowest,
                highest,
                lanes,
                workers,
                operationTimeout,
                connectTimeout,
                chunkBytes,
                inFlight,
                bytesForEachHandle,
                laneOperations,
                laneAge);
    }

    /** {@code smb://host/share/base}, without credentials. */
    String name() {
        String where = "smb://" + host + (port == SMB_PORT ? "" : ":" + port) + "/" + share;
        return base.isRoot() ? where : where + "/" + base;
    }

    /** The newest dialect that is really offered. */
    Dialect offered() {
        return signing == Signing.OFF && highest.compareTo(Dialect.SMB_2_1) > 0 ? Dialect.SMB_2_1 : highest;
    }

    private JcifsSettings copy(
            int newPort,
            FilePath newBase,
            String newDomain,
            Signing newSigning,
            Dialect newLowest,
            Dialect newHighest,
            int newLanes,
            int newWorkers,
            Duration newTimeout,
            int newChunk) {
        return new JcifsSettings(
                host,
                newPort,
                share,
                newBase,
                newDomain,
                user,
                password,
                newSigning,
                newLowest,
                newHighest,
                newLanes,
                newWorkers,
                newTimeout,
                connectTimeout,
                newChunk,
                writesInFlight,
                bytesPerHandle,
                laneOperations,
                laneAge);
    }

    /** Leaves out the password's supplier, whose own text nobody controls. */
    @Override
    public String toString() {
        return "JcifsSettings[" + name() + ", user=" + user + ", signing=" + signing + ", dialects=" + lowest + ".."
                + offered() + ", lanes=" + lanes + ", workers=" + workers + "]";
    }
}
