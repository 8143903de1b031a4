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
 * @param isSeen whether that is what the source itself shows, so that its time is the file's time
 * @param start whether bytes of an earlier attempt are kept; they are hashed again, never trusted
 * @param kept which bytes those are; empty to keep whatever is there, as far as it proves right in the end
 * @param markEvery tells how much is staged without a gap each time so many bytes are, and then leaves the staging file
 *     for a later attempt when this one ends early; 0 for never
 */
public record CopyRequest(
        FilePath from,
        FilePath staging,
        Set<Algorithm> algorithms,
        Verification verification,
        Optional<FileStat> known,
        boolean isSeen,
        Optional<Checksum> expected,
        Start start,
        Optional<KeptBytes> kept,
        long markEvery) {

    public CopyRequest {
        algorithms = Set.copyOf(algorithms);
        if (kept.isPresent() && start == Start.FRESH) {
            throw new IllegalArgumentException("a fresh copy keeps nothing");
        }
    }

    /** One that keeps whatever is there, or nothing, and tells no marks. */
    public CopyRequest(
            FilePath from,
            FilePath staging,
            Set<Algorithm> algorithms,
            Verification verification,
            Optional<FileStat> known,
            Optional<Checksum> expected,
            Start start) {
        this(from, staging, algorithms, verification, known, false, expected, start, Optional.empty(), 0);
    }

    /** A fresh copy of a file of which nothing is known beforehand. */
    public static CopyRequest of(
            FilePath from, FilePath staging, Set<Algorithm> algorithms, Verification verification) {
        return new CopyRequest(
                from, staging, algorithms, verification, Optional.empty(), Optional.empty(), Start.FRESH);
    }

    public CopyRequest expecting(long size, Instant modified, Optional<Checksum> checksum) {
        FileStat told = new FileStat(from, FileStat.Type.FILE, size, modified);
        return new CopyRequest(
                from, staging, algorithms, verification, Optional.of(told), false, checksum, start, kept, markEvery);
    }

    public CopyRequest resuming() {
        return starting(Start.RESUME, Optional.empty());
    }

    /** Goes on after these bytes; all of them anew when they prove wrong. */
    public CopyRequest resumingAfter(KeptBytes bytes) {
        return starting(Start.RESUME, Optional.of(bytes));
    }

    public CopyRequest marking(long every) {
        return new CopyRequest(from, staging, algorithms, verification, known, isSeen, expected, start, kept, every);
    }

    /** What is known is what the source showed. */
    public CopyRequest seen() {
        return new CopyRequest(from, staging, algorithms, verification, known, true, expected, start, kept, markEvery);
    }

    CopyRequest fresh() {
        return starting(Start.FRESH, Optional.empty());
    }

    private CopyRequest starting(Start other, Optional<KeptBytes> bytes) {
        return new CopyRequest(
                from, staging, algorithms, verification, known, isSeen, expected, other, bytes, markEvery);
    }
}
