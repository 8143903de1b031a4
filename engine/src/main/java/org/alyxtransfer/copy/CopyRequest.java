package org.alyxtransfer.copy;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.alyxtransfer.dataset.Checksum;
import org.alyxtransfer.dataset.Checksum.Algorithm;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.storage.FileStat;
import org.alyxtransfer.storage.Storage.Start;

/**
 * One file to copy: from where, under which staging name, what to compute and what to expect.
 *
 * @param algorithms the digests to compute on the way; the expected one is computed in any case
 * @param known size and time that somebody else told; a source of another size is refused before anything is written
 * @param start whether bytes of an earlier attempt are kept; they are hashed again, never trusted
 */
public record CopyRequest(
        FilePath from,
        FilePath staging,
        Set<Algorithm> algorithms,
        Verification verification,
        Optional<FileStat> known,
        Optional<Checksum> expected,
        Start start) {

    public CopyRequest {
        algorithms = Set.copyOf(algorithms);
    }

    /** A fresh copy of a file of which nothing is known beforehand. */
    public static CopyRequest of(
            FilePath from, FilePath staging, Set<Algorithm> algorithms, Verification verification) {
        return new CopyRequest(
                from, staging, algorithms, verification, Optional.empty(), Optional.empty(), Start.FRESH);
    }

    public CopyRequest expecting(long size, Instant modified, Optional<Checksum> checksum) {
        FileStat told = new FileStat(from, FileStat.Type.FILE, size, modified);
        return new CopyRequest(from, staging, algorithms, verification, Optional.of(told), checksum, start);
    }

    public CopyRequest resuming() {
        return new CopyRequest(from, staging, algorithms, verification, known, expected, Start.RESUME);
    }

    CopyRequest fresh() {
        return new CopyRequest(from, staging, algorithms, verification, known, expected, Start.FRESH);
    }
}
