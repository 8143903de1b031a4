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
 */
public record TransferOptions(Pace pace, Set<Algorithm> algorithms, Optional<Verification> verification) {
    public static final TransferOptions DEFAULT =
            new TransferOptions(Pace.DEFAULT, Set.of(Algorithm.MD5), Optional.empty());

    public TransferOptions {
        algorithms = Set.copyOf(algorithms);
    }

    public TransferOptions withPace(Pace other) {
        return new TransferOptions(other, algorithms, verification);
    }

    public TransferOptions withVerification(Verification chosen) {
        return new TransferOptions(pace, algorithms, Optional.of(chosen));
    }
}
