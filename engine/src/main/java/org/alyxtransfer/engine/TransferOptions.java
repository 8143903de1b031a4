package org.alyxtransfer.engine;

import java.util.Optional;
import java.util.Set;
import org.alyxtransfer.dataset.Checksum.Algorithm;

/**
 * How to move the files of a plan.
 *
 * @param algorithms digests to compute while bytes pass; the first that Alyx clients compare is MD5
 * @param verification how each staged file is checked before it is published
 * @param tuning present: {@code pace.files()} is the most, and the run finds the number by itself
 * @param markBytes the journal notes how far a large file has come each time so many bytes are staged and flushed
 */
public record TransferOptions(
        Pace pace,
        Optional<Tuning> tuning,
        Set<Algorithm> algorithms,
        VerificationChoice verification,
        long markBytes) {
    private static final long MARK_BYTES = 64L << 20;

    public static final TransferOptions DEFAULT =
            new TransferOptions(Pace.DEFAULT, Set.of(Algorithm.MD5), VerificationChoice.byWire());

    /** Options with the usual marks, and a fixed number of files at once. */
    public TransferOptions(Pace pace, Set<Algorithm> algorithms, VerificationChoice verification) {
        this(pace, Optional.empty(), algorithms, verification, MARK_BYTES);
    }

    public TransferOptions {
        algorithms = Set.copyOf(algorithms);
    }

    public TransferOptions withPace(Pace other) {
        return new TransferOptions(other, tuning, algorithms, verification, markBytes);
    }

    public TransferOptions withTuning(Tuning chosen) {
        return new TransferOptions(pace, Optional.of(chosen), algorithms, verification, markBytes);
    }

    public TransferOptions withVerification(VerificationChoice chosen) {
        return new TransferOptions(pace, tuning, algorithms, chosen, markBytes);
    }

    public TransferOptions withMarkBytes(long bytes) {
        return new TransferOptions(pace, tuning, algorithms, verification, bytes);
    }
}
