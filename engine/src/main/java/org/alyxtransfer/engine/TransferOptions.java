package org.alyxtransfer.engine;

import java.util.Optional;
import java.util.Set;
import org.alyxtransfer.copy.Verification;
import org.alyxtransfer.dataset.Checksum.Algorithm;

/**
 * How to move the files of a plan.
 *
 * @param algorithms digests to compute while bytes pass; the first that Alyx clients compare is MD5
 * @param verification empty for the default, which depends on whether the wire is protected
 * @param markBytes the journal notes how far a large file has come each time so many bytes are staged and flushed
 */
public record TransferOptions(
        Pace pace, Set<Algorithm> algorithms, Optional<Verification> verification, long markBytes) {
    private static final long MARK_BYTES = 64L << 20;

    public static final TransferOptions DEFAULT =
            new TransferOptions(Pace.DEFAULT, Set.of(Algorithm.MD5), Optional.empty(), MARK_BYTES);

    /** Options with the usual marks. */
    public TransferOptions(Pace pace, Set<Algorithm> algorithms, Optional<Verification> verification) {
        this(pace, algorithms, verification, MARK_BYTES);
    }

    public TransferOptions {
        algorithms = Set.copyOf(algorithms);
    }

    public TransferOptions withPace(Pace other) {
        return new TransferOptions(other, algorithms, verification, markBytes);
    }

    public TransferOptions withVerification(Verification chosen) {
        return new TransferOptions(pace, algorithms, Optional.of(chosen), markBytes);
    }

    public TransferOptions withMarkBytes(long bytes) {
        return new TransferOptions(pace, algorithms, verification, bytes);
    }
}
